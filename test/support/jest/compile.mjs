import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from '@swc/core';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDERS = ['src', 'migrations', 'bench', 'test'];
const HOW = createHash('sha256');
for (const file of ['.swcrc', 'node_modules/@swc/core/package.json']) HOW.update(readFileSync(join(ROOT, file)));
const BUILT = join(ROOT, '.cache/tests', HOW.digest('hex').slice(0, 12));

/** Where the tests' own build has a source file. */
export function builtFrom(path) {
  return join(BUILT, path.slice(ROOT.length).replace(/\.tsx?$/, '.js'));
}

/**
 * Builds what changed since the last run, types unseen. A built file takes itself to be where its source is, so what it
 * reads by `import.meta.url` is found.
 */
export async function compile() {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true })
      .filter((name) => /\.(tsx?|js)$/.test(name))
      .map((name) => join(ROOT, folder, name)),
  );
  await Promise.all(files.map(compileFile));
}

async function compileFile(path) {
  const target = builtFrom(path);
  const { mtime } = statSync(path);
  if (statSync(target, { throwIfNoEntry: false })?.mtime.getTime() === mtime.getTime()) return;
  const source = readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
  const { code } = await transform(source, { filename: path, sourceFileName: path });
  mkdirSync(dirname(target), { recursive: true });
  // Runs may overlap: nobody finds half a file, or one that is older than it says.
  const unfinished = `${target}.${process.pid}`;
  writeFileSync(unfinished, code);
  utimesSync(unfinished, mtime, mtime);
  renameSync(unfinished, target);
}
