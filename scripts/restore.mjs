// `npm run restore`: see docs/operations.md.
import { become } from './setup.mjs';

await become('src/restore.js', () => {});
