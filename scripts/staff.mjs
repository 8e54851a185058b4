// `npm run staff`: who is on the team, from a shell; see docs/operations.md.
import { become } from './setup.mjs';

await become('src/staff-command.js', () => {});
