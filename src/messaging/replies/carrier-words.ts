/** What carriers and the provider take as "no more messages" when it is all that was written: they block the number themselves. */
const STOP = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
/** And as "messages again". */
const START = new Set(['START', 'UNSTOP']);

/**
 * Whether a reply is one of the words that the carrier acts on by itself. `optOutType` is what the provider says it took it
 * for, in whatever language it was set up.
 */
export function carrierWord(body: string, optOutType?: string): 'stop' | 'start' | undefined {
  const word = body.trim().toUpperCase();
  if (optOutType === 'STOP' || STOP.has(word)) return 'stop';
  return optOutType === 'START' || START.has(word) ? 'start' : undefined;
}
