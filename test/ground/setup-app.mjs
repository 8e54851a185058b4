// Sets up the checkout given as the argument, with commands that only tell the test of themselves.
import { mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setUp } from '../../scripts/setup.mjs';

const [directory, behaviour] = process.argv.slice(2);

async function run(...command) {
  const name = command.includes('ci') ? 'install' : 'build';
  process.send(name);
  mkdirSync(join(directory, name === 'install' ? 'node_modules' : 'dist'), { recursive: true });
  if (behaviour === 'fail' && name === 'build') throw new Error('type error in line 7');
  if (behaviour === 'hold') await once(process, 'message');
}

await setUp({ directory, run, say: (line) => process.send(line) }).catch((error) => process.send(error.message));
process.disconnect();
