/** What the provider does by itself with a text that is one of its words and nothing else. */
export type OptOutType = 'STOP' | 'START' | 'HELP';

const WORDS: Record<OptOutType, readonly string[]> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};

/** Its own words, which whoever wrote gets back; the app is not asked. */
export const ANSWERS: Record<OptOutType, string> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

export function optOutType(text: string): OptOutType | undefined {
  const word = text.trim().toUpperCase();
  return (Object.keys(WORDS) as OptOutType[]).find((type) => WORDS[type].includes(word));
}
