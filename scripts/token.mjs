import { setup } from './setup.mjs';

await setup();
await import('../dist/src/token.js');
