// `npm run bench`: how fast the product is on this machine, as ratios against a bare server. `--json`, `--rounds N`.
import { setUp } from './setup.mjs';

try {
  await setUp({ say: (line) => console.error(line) });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../dist/bench/main.js');
