// `npm run staff`: who is on the team, from a shell; see docs/operations.md.
import { setUp } from './setup.mjs';

try {
  await setUp({ say: () => {} });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../dist/src/staff-command.js');
