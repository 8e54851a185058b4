import type { Sealer } from '../platform/sealing.js';

/** The keyed indexes of an address that messages go to, under every key; the first is the one to store. */
export function addressIndexes(sealer: Sealer, channel: 'sms' | 'email', to: string): string[] {
  return channel === 'sms' ? sealer.blindIndexes(to, 'phone') : sealer.blindIndexes(to.toLowerCase(), 'email');
}
