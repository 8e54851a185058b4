// `npm run sms-check`: what of the set-up for text messages is right or wrong, and what texts cost; see docs/messaging.md.
import { become } from './setup.mjs';

await become('src/sms-check.js', () => {});
