import type { ChildProcess } from 'node:child_process';
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from './embedded-process.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const INSTALLS = ['Installing packages (npm ci) …', 'install'];
const BUILDS = ['Building (nest build) …', 'build'];
const WAITS = 'Waiting for another process that installs or builds …';

let checkout: string;

beforeEach(() => {
  checkout = temporaryDirectory();
  for (const name of ['src', 'migrations', 'bench']) mkdirSync(join(checkout, name));
  writeFileSync(join(checkout, 'src/main.ts'), 'export {};');
  writeFileSync(join(checkout, 'package.json'), '{"name":"tiny","version":"1.0.0"}');
  writeFileSync(
    join(checkout, 'package-lock.json'),
    '{"lockfileVersion":3,"packages":{"":{"name":"tiny","version":"1.0.0"}}}',
  );
  for (const name of ['.npmrc', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'])
    cpSync(join(ROOT, name), join(checkout, name));
});

afterEach(() => rmSync(checkout, { recursive: true }));

function start(behaviour = '') {
  const process: ChildProcess = fork(join(ROOT, 'test/ground/setup-app.mjs'), [checkout, behaviour], { execArgv: [] });
  const said: string[] = [];
  const waiting: (() => void)[] = [];
  process.on('message', (line: string) => {
    said.push(line);
    waiting.splice(0).forEach((wake) => wake());
  });
  /** Resolves once it has said this, also if it did so before. */
  const heard = async (line: string) => {
    while (!said.includes(line)) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { process, said, heard, done: once(process, 'exit').then(() => said) };
}

test('a fresh clone is installed and built; the second time nothing is done', async () => {
  expect(await start().done).toEqual([...INSTALLS, ...BUILDS]);
  expect(await start().done).toEqual([]);
});

test('only what a change asks for is done again', async () => {
  await start().done;
  writeFileSync(join(checkout, 'src/main.spec.ts'), 'a test is not built');
  expect(await start().done).toEqual([]);
  writeFileSync(join(checkout, 'src/style.css'), 'body {}');
  expect(await start().done).toEqual(BUILDS);
  rmSync(join(checkout, 'src/style.css'));
  expect(await start().done).toEqual(BUILDS);
  const lock = readFileSync(join(checkout, 'package-lock.json'), 'utf8');
  writeFileSync(join(checkout, 'package-lock.json'), `${lock} `);
  expect(await start().done).toEqual([...INSTALLS, ...BUILDS]);
  rmSync(join(checkout, 'node_modules'), { recursive: true });
  expect(await start().done).toEqual(INSTALLS);
});

test('two at once: one works, the other says that it waits, and then has nothing to do', async () => {
  const first = start('hold');
  await first.heard('install');
  const second = start();
  await second.heard(WAITS);
  first.process.send('go on');
  await first.heard('build');
  first.process.send('go on');
  expect(await first.done).toEqual([...INSTALLS, ...BUILDS]);
  expect(await second.done).toEqual([WAITS]);
});

test('who is killed in the middle does not keep the next one waiting', async () => {
  const killed = start('hold');
  await killed.heard('install');
  killed.process.kill('SIGKILL');
  await killed.done;
  const next = await start().done;
  expect(next.filter((line) => line !== WAITS)).toEqual([...INSTALLS, ...BUILDS]);
});

test('what failed is shown, and tried again the next time', async () => {
  expect(await start('fail').done).toEqual([...INSTALLS, ...BUILDS, 'type error in line 7']);
  expect(await start().done).toEqual(BUILDS);
});

test('the real commands: npm installs, and what a failing build printed is shown whole', () => {
  mkdirSync(join(checkout, 'part'));
  const part = { name: 'part', version: '1.0.0' };
  const whole = { name: 'tiny', version: '1.0.0', dependencies: { part: 'file:part' } };
  const packages = { '': whole, part, 'node_modules/part': { resolved: 'part', link: true } };
  writeFileSync(join(checkout, 'part/package.json'), JSON.stringify(part));
  writeFileSync(join(checkout, 'package.json'), JSON.stringify(whole));
  writeFileSync(join(checkout, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  const { stderr } = evaluate(`setUp({ directory: ${JSON.stringify(checkout)} })`);
  expect(stderr).toContain('Cannot find module');
  expect(stderr).toContain('nest.js build failed (1)');
  expect(readFileSync(join(checkout, 'node_modules/.installed'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
}, 60_000);

test('a Node that is too old is told so in one line', () => {
  for (const old of ['18.20.4', '20.18.3']) {
    expect(evaluate(`checkNode('${old}')`).stderr).toBe(`Node 20.19 or newer is needed; this is ${old}.\n`);
  }
  for (const fine of ['20.19.0', '22.1.0', '24.0.0']) expect(evaluate(`checkNode('${fine}')`).stderr).toBe('');
});

function evaluate(call: string) {
  const code = `const { setUp, checkNode } = await import('./scripts/setup.mjs');
    try { await ${call} } catch (error) { console.error(error.message) }`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}
