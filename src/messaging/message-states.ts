/** Everything a message can be. */
export type MessageState =
  'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'unknown' | 'suppressed' | 'missed';

/**
 * From which state to which. A report is proof that the provider has the message, whatever we believed: it may overtake
 * the answer of the send call, or follow an answer that said "not now". `unknown` (the process or the line died while
 * sending) is settled by a report or by asking the provider; it goes back into the queue only when the provider does not
 * know it, or who was sending it learns late that nothing was handed over.
 */
const TRANSITIONS: Record<MessageState, readonly MessageState[]> = {
  queued: ['sending', 'sent', 'delivered', 'undelivered', 'failed', 'suppressed', 'missed'],
  sending: ['sent', 'delivered', 'undelivered', 'failed', 'unknown', 'queued'],
  sent: ['delivered', 'undelivered', 'failed'],
  unknown: ['sent', 'delivered', 'undelivered', 'failed', 'queued'],
  delivered: [],
  undelivered: [],
  failed: [],
  suppressed: [],
  missed: [],
};

/** Whether a message may go from one state to another: a late or repeated report never moves it back. */
export function mayBecome(from: MessageState, to: MessageState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Whether nothing follows it any more. */
export const isFinal = (state: MessageState) => TRANSITIONS[state].length === 0;

/** The states from which a message may become `to`: for a conditional update. */
export function sourcesOf(to: MessageState): MessageState[] {
  return (Object.keys(TRANSITIONS) as MessageState[]).filter((from) => mayBecome(from, to));
}

const REPORTED = new Map<string, MessageState>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** What a provider's status means for a message; undefined for those on the way, which say nothing new. */
export function stateOfReport(status: string): MessageState | undefined {
  return REPORTED.get(status);
}

const FIRST_RETRY_MS = 15_000;
const LONGEST_RETRY_MS = 30 * 60_000;

/** After so many tries a message has failed: some three hours after the first. */
export const MAX_ATTEMPTS = 12;

/** When to try again after `attempts` tries: doubling, at most half an hour; the provider may ask for more. */
export function retryAt(attempts: number, now: Date, askedSeconds = 0): Date {
  const wait = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
  return new Date(now.getTime() + Math.max(wait, Math.min(askedSeconds * 1000, LONGEST_RETRY_MS)));
}
