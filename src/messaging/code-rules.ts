import type { MessageState } from './message-states.js';

/** Not a mobile phone, or a number that is none: whatever is sent there by SMS never arrives. */
const NO_SUCH_PHONE = new Set(['21211', '21217', '21614', '30005', '30006']);
/**
 * What mail servers answer when there is no such mailbox (RFC 3463): unknown user or host, a syntax that cannot be, moved
 * away, no mail taken for that domain, disabled. A bare 550 is the answer to the address; to the text it is `data_550`.
 */
const NO_SUCH_MAILBOX = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1', '550']);

/** The phone is off, out of reach, or the carrier cannot say: worth one more try. */
const FOR_NOW = new Set(['30003', '30008']);
/** They told the carrier that they want no messages. */
const STOPPED = '21610';

/**
 * Whether a code says that the address itself is no good, so that nothing more should go there. A full mailbox, a policy
 * (5.7.x) or anything that passes does not.
 */
export function isBadAddress(channel: 'sms' | 'email', code: string): boolean {
  return (channel === 'sms' ? NO_SUCH_PHONE : NO_SUCH_MAILBOX).has(code);
}

/** Whether the provider says that this number wants no messages. */
export const isStopped = (code: string) => code === STOPPED;

/** Reasons of ours for not sending, after which the other way is tried and in the end somebody calls. */
const NOT_THIS_WAY = new Set(['bad_address', 'day_cap', 'number_cap', 'abroad']);

/** What is to be done about a message that has ended without arriving. */
export interface Afterwards {
  /** The same once more by SMS, a little later. */
  again: boolean;
  /** By email, if a text did not arrive. */
  otherWay: boolean;
  /** Somebody calls when there is no other way. */
  call: boolean;
}

/** What follows an end, by its state (or `given_up`: nobody will ever know) and code. Whoever does not want texts is not called instead. */
export function afterwards(state: MessageState | 'given_up', code: string | null): Afterwards {
  const reason = code ?? '';
  if (state === 'undelivered' || state === 'failed' || state === 'given_up') {
    const stopped = isStopped(reason);
    return { again: state === 'undelivered' && FOR_NOW.has(reason), otherWay: true, call: !stopped };
  }
  const notThisWay = state === 'suppressed' && NOT_THIS_WAY.has(reason);
  return { again: false, otherWay: notThisWay || (state === 'suppressed' && reason === 'opted_out'), call: notThisWay };
}

/** What goes because a text did not arrive, and cannot go either, or not in time: then somebody calls, if that still helps. */
export const endsTheWay = (state: string, code: string | null) =>
  state === 'missed' || (state === 'suppressed' && ['no_consent', 'opted_out'].includes(code ?? ''));
/** The enhanced status code (RFC 3463) with which a mail server's answer begins, or undefined. */
export const enhancedCode = (response = '') => /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})(?!\S)/.exec(response)?.[1];
