import { rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { newSecretKey } from '../../src/platform/secret-keys.js';
import { runToEnd } from '../support/app-process.js';
import type { TestDatabase } from '../support/database.js';
import { createTestDatabase } from '../support/database.js';
import { temporaryDirectory } from './embedded-process.js';

let database: TestDatabase;
let directory: string;
let right: { DATABASE_URL: string; SECRET_KEYS: string; DEMO: string };

beforeAll(async () => {
  database = await createTestDatabase();
  directory = temporaryDirectory();
  right = { DATABASE_URL: database.url, SECRET_KEYS: newSecretKey('test'), DEMO: 'true' };
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await database.drop();
});

/** The one line that a start which cannot succeed leaves behind; nothing else is printed, and the process ends with 1. */
async function refusal(env: Record<string, string>, program = 'main.js'): Promise<string> {
  const { code, stdout, stderr } = await runToEnd(program, env);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  return stderr.trim();
}

const withDatabase = (change: (url: URL) => void) => {
  const url = new URL(database.url);
  change(url);
  return { ...right, DATABASE_URL: url.href };
};

test('a port that is taken', async () => {
  const stranger = createServer();
  await new Promise<void>((resolve) => stranger.listen(0, '0.0.0.0', resolve));
  const { port } = stranger.address() as AddressInfo;
  const line = await refusal({ ...right, PORT: String(port) });
  expect(line).toBe(`PORT: ${port} is already in use; choose another, PORT=${port + 1}`);
  stranger.close();
});

test('a database that does not answer, or refuses us, also to the worker', async () => {
  const closed = withDatabase((url) => (url.port = '1'));
  const faults: [Promise<string>, string][] = [
    [refusal(closed), 'ECONNREFUSED'],
    [refusal(closed, 'worker.js'), 'ECONNREFUSED'],
    [refusal(withDatabase((url) => (url.password = 'wrong'))), '28P01'],
    [refusal(withDatabase((url) => (url.pathname = '/test_nowhere'))), '3D000'],
  ];
  for (const [line, code] of faults) {
    expect(await line).toBe(`DATABASE_URL: the database does not answer or refuses us (${code})`);
  }
});

test('a server that takes the connection and says nothing', async () => {
  const silent = createServer((socket) => socket.on('error', () => {}));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const line = await refusal(withDatabase((url) => (url.port = String(port))));
  expect(line).toMatch(/^DATABASE_URL: the database does not answer/);
  silent.close();
});

test('settings that are missing or do not go together', async () => {
  const { SECRET_KEYS: _none, ...keyless } = right;
  const { DEMO: _undeclared, ...real } = right;
  const lines = await Promise.all([refusal(keyless), refusal(real)]);
  expect(lines[0]).toMatch(/^SECRET_KEYS: needed with DATABASE_URL/);
  expect(lines[1]).toMatch(/^SMS_CHANNEL: preview sends nothing; with DATABASE_URL set a real channel, or DEMO=true$/);
});

test('a data directory that cannot be written, or holds something else', async () => {
  writeFileSync(join(directory, 'thesis.doc'), '');
  const place = process.platform === 'linux' ? '/proc/clinics' : '/dev/clinics'; // not even by root
  const lines = await Promise.all([refusal({ DATA_DIR: place }), refusal({ DATA_DIR: directory })]);
  expect(lines[0]).toMatch(/^DATA_DIR: \/\w+\/clinics cannot be written to \(E[A-Z]+\)$/);
  expect(lines[1]).toMatch(/^DATA_DIR: .* holds other files; give an empty directory/);
});
