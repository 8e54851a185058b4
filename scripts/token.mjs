// `npm run token`: makes an API token, or a secret key; see the README.
import { setUp } from './setup.mjs';

try {
  await setUp({ say: () => {} });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../dist/src/token.js');
