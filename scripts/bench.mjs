// `npm run bench`: how fast the product is on this machine, as ratios against a bare server. `--json`, `--rounds N`, `--only ai`.
import { become } from './setup.mjs';

await become('bench/main.js', console.error);
