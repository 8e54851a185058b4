// `npm test`: every check, also after one has failed. `--full` runs the long tests too; other arguments go to jest.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, PACKAGES, root, setUp } from './setup.mjs';

const RESULTS = join(root, '.cache/jest.json');
const modules = join(root, 'node_modules');

/** The longest first, two at a time. */
const checks = [
  { name: 'types, lint, unescaped text in pages', args: [join(root, 'scripts/check-code.mjs')] },
  { name: 'build', run: () => setUp({ steps: [BUILD], say: () => {} }) },
  { name: 'format', args: [`${modules}/prettier/bin/prettier.cjs`, '--check', '.'] },
];

try {
  await setUp({ steps: [PACKAGES] });
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const queue = [...checks];
const failed = (await Promise.all([workThrough(queue), workThrough(queue)])).flat();
if (!(await jest(process.argv.slice(2)))) failed.push('tests');

console.log(failed.length === 0 ? 'Every check passed.' : `Failed: ${failed.join(', ')}.`);
console.log(totals());
process.exitCode = failed.length === 0 ? 0 : 1;

/** Takes checks from the queue until it is empty. Returns the names of those that failed. */
async function workThrough(queue) {
  const failed = [];
  for (let check = queue.shift(); check; check = queue.shift()) {
    const start = Date.now();
    const trouble = await (check.run ? troubleIn(check.run()) : troubleOf(check.args));
    const said = trouble === undefined ? 'ok    ' : 'FAILED';
    console.log(`${said} ${check.name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    if (trouble === undefined) continue;
    failed.push(check.name);
    console.log(trouble);
  }
  return failed;
}

/** What a program said that failed; undefined when it did not. */
async function troubleOf(args) {
  let output = '';
  const child = node(args, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return (await succeeded(child)) ? undefined : output;
}

/** Why some work failed; undefined when it did not. */
async function troubleIn(work) {
  try {
    await work;
  } catch (error) {
    return error.message;
  }
}

function jest(args) {
  rmSync(RESULTS, { force: true });
  const full = args.includes('--full');
  const rest = args.filter((arg) => arg !== '--full');
  const env = { ...process.env, ...(full && { TEST_FULL: '1' }) };
  const reporting = ['--json', `--outputFile=${RESULTS}`];
  // With --json jest writes the same results to its standard output; what people read goes to standard error.
  return succeeded(
    node([`${modules}/jest/bin/jest.js`, ...reporting, ...rest], { env, stdio: ['ignore', 'ignore', 2] }),
  );
}

/** `N passed, N failed`; a file that could not run at all counts as one failed test. */
function totals() {
  try {
    const results = JSON.parse(readFileSync(RESULTS, 'utf8'));
    return `${results.numPassedTests} passed, ${results.numFailedTests + results.numRuntimeErrorTestSuites} failed`;
  } catch {
    return '0 passed, 1 failed';
  }
}

function node(args, options) {
  return spawn(process.execPath, args, { cwd: root, ...options });
}

function succeeded(child) {
  return new Promise((resolve) => child.once('close', (code) => resolve(code === 0)));
}
