// `npm run bench`: the figures of docs/performance.md, from this machine. `--json` prints one object, `--rounds N` repeats.
import { setUp } from './setup.mjs';

try {
  await setUp({ say: (line) => console.error(line) });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../dist/bench/main.js');
