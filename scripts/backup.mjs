// `npm run backup`: see docs/operations.md.
import { become } from './setup.mjs';

await become('src/backup.js', () => {});
