import type { Sealer } from '../platform/sealing.js';

/** The key of the preview mailbox: derived, so that every process of an installation has the same. */
export const previewKey = (sealer: Sealer) => sealer.mac('preview-key', '').subarray(0, 8).toString('hex');
