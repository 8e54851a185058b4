// `npm run token`: makes an API token, or a secret key; see the README.
import { become } from './setup.mjs';

await become('src/token.js', () => {});
