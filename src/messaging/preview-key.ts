import type { Sealer } from '../platform/sealing.js';

/** The keys that open the preview mailbox: derived, so that every process of an installation has the same. */
export const previewKeys = (sealer: Sealer) =>
  sealer.macs('preview-key', '').map((mac) => mac.subarray(0, 8).toString('hex'));

/** The one to hand out. */
export const previewKey = (sealer: Sealer) => previewKeys(sealer)[0] ?? '';
