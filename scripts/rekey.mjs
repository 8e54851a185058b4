// `npm run rekey`: see "Rotate the keys" in docs/operations.md.
import { setUp } from './setup.mjs';

try {
  await setUp({ say: () => {} });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../dist/src/rekey.js');
