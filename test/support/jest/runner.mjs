import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { builtFrom } from './compile.mjs';

const require = createRequire(import.meta.url);
const TESTS_OF_FILE = join(dirname(require.resolve('jest-circus')), 'jestAdapterInit.js');

/**
 * Runs a test file in the worker's own realm. Jest would make a realm for each file and load all of Nest and TypeORM into
 * it anew, for three seconds; here they are loaded once in a worker, and what a module keeps is kept from file to file.
 */
export default function run(globalConfig, config, environment, _runtime, path, report) {
  // Which tests it heard of Circus keeps in its module, and who listens in the realm.
  delete require.cache[TESTS_OF_FILE];
  delete globalThis[Symbol.for('EVENT_HANDLERS')];
  const { console } = globalThis;
  globalThis.console = environment.global.console;
  const runtime = {
    requireInternalModule: require,
    requireModule: require,
    setGlobalsForRuntime: () => {},
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (file) => import(pathToFileURL(builtFrom(file)).href),
    enterTestCode: () => {},
    leaveTestCode: () => {},
  };
  return circus
    .default(globalConfig, config, { global: globalThis }, runtime, path, report)
    .finally(() => (globalThis.console = console));
}
