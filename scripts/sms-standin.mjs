// `npm run sms-standin`: a stand-in of the SMS provider, with a phone in the browser; see docs/messaging.md.
import { become } from './setup.mjs';

await become('src/sms-standin.js', console.log);
