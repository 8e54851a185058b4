export type CarrierMeans = 'stop' | 'start' | 'help';

/**
 * What the provider acts on by itself when it is all that was written, in whatever capitals: it blocks the number, takes the
 * block away, or answers. YES also takes a block away there; to us it is an answer, unless the provider says otherwise.
 */
const CARRIER_WORDS = new Map<string, CarrierMeans>([
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'].map(
    (word) => [word, 'stop'] as const,
  ),
  ...['START', 'UNSTOP'].map((word) => [word, 'start'] as const),
  ...['HELP', 'INFO'].map((word) => [word, 'help'] as const),
]);

/** What the provider may say that it took a reply for, in whatever language it was set up. */
const OPT_OUT_TYPES = new Map<string, CarrierMeans>([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
]);

/** What the carrier or the provider has done about a reply by itself; what the provider says of it always wins. */
export function carrierWord(body: string, optOutType = ''): CarrierMeans | undefined {
  return OPT_OUT_TYPES.get(optOutType) ?? CARRIER_WORDS.get(body.trim().toUpperCase());
}
