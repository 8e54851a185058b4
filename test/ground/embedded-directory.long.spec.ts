import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { madeDirectory, openIn, postmasterPid, run, temporaryDirectory, tidy } from './embedded-process.js';

let parent: string;
/** An empty place for each test. */
let dataDir: string;
/** A cluster for those that need one; each leaves it in order. */
let made: string;

beforeAll(async () => void (made = await madeDirectory()));
afterAll(() => rmSync(made, { recursive: true }));

beforeEach(() => {
  parent = temporaryDirectory();
  dataDir = join(parent, 'data');
});

afterEach(async () => {
  await tidy(made);
  rmSync(parent, { recursive: true });
});

test('a new directory: a cluster in UTF-8, UTC, for this machine only, secrets for our eyes only', async () => {
  const app = await openIn(dataDir);
  const [facts] = await run(
    app.adminUrl,
    `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale,
       current_setting('TimeZone') as zone, current_setting('listen_addresses') as listens,
       current_setting('port')::int < 32768 as low_port, current_setting('fsync') as fsync,
       (select rolsuper from pg_roles where rolname = 'clinics_app') as superuser
     from pg_database where datname = 'clinics'`,
  );
  expect(facts).toEqual({
    encoding: 'UTF8',
    provider: 'b',
    locale: 'C.UTF-8',
    zone: 'UTC',
    listens: '127.0.0.1',
    low_port: true,
    fsync: 'on',
    superuser: false,
  });
  await expect(run(app.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
    'password authentication failed',
  );
  await expect(run(app.url, `select 'Maria Lopez'::uuid`)).rejects.toThrow('invalid input syntax');
  await app.leave();

  expect(readdirSync(dataDir).sort()).toEqual(['password', 'postgres', 'postgres.log', 'secret-keys']);
  for (const name of ['password', 'secret-keys', 'postgres.log']) expect(mode(name)).toBe(0o600);
  expect(mode('postgres')).toBe(0o700);
  const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
  expect(log).toContain('ready to accept connections');
  expect(log).not.toContain('Lopez');
});

test('a path that is a file, or leads through one, is refused in one line', async () => {
  writeFileSync(dataDir, '');
  await expect(openIn(dataDir)).rejects.toThrow(`DATA_DIR: ${dataDir} is a file, not a directory`);
  await expect(openIn(join(dataDir, 'below'))).rejects.toThrow(/^DATA_DIR: \S+ is a file, not a directory$/);
});

test('a directory that cannot be written to is refused in one line', async () => {
  const place = process.platform === 'linux' ? '/proc/clinics' : '/dev/clinics'; // not even by root
  await expect(openIn(place)).rejects.toThrow(/^DATA_DIR: \/\w+\/clinics cannot be written to \(E[A-Z]+\)$/);
});

test('a directory with something else in it is refused and left as it was', async () => {
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'thesis.doc'), 'precious');
  await expect(openIn(dataDir)).rejects.toThrow(/^DATA_DIR: .* holds other files; give an empty directory/);
  expect(readdirSync(dataDir)).toEqual(['thesis.doc']);

  rmSync(join(dataDir, 'thesis.doc'));
  mkdirSync(join(dataDir, 'postgres/base'), { recursive: true });
  await expect(openIn(dataDir)).rejects.toThrow(/^DATA_DIR: .* is not a PostgreSQL directory of this program$/);
});

test('a cluster of another version, or without its keys, is refused; with them it opens', async () => {
  const version = join(made, 'postgres/PG_VERSION');
  writeFileSync(version, '17\n');
  await expect(openIn(made)).rejects.toThrow(/^DATA_DIR: .* was made by PostgreSQL 17, this is 18$/);
  writeFileSync(version, '18\n');

  for (const name of ['secret-keys', 'password']) {
    renameSync(join(made, name), join(parent, name));
    await expect(openIn(made)).rejects.toThrow(
      `DATA_DIR: ${join(made, name)} is missing; without it what is stored cannot be read`,
    );
    renameSync(join(parent, name), join(made, name));
  }
  await openIn(made).then((app) => app.leave());
});

test('who was killed while the cluster was being made leaves nothing in the way', async () => {
  mkdirSync(join(dataDir, 'postgres.new/base'), { recursive: true });
  writeFileSync(join(dataDir, 'password.initdb'), 'half');
  writeFileSync(join(dataDir, 'lock'), '999999999 killed');
  await openIn(dataDir).then((app) => app.leave());
  expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false);
});

test("a pid file that names a living stranger, and a port that is taken, don't keep the server from starting", async () => {
  const stranger = createServer();
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as { port: number };
  const pidFile = join(made, 'postgres/postmaster.pid');
  writeFileSync(pidFile, `${process.pid}\n${made}/postgres\n1700000000\n${port}\n\n127.0.0.1\n\nready\n`);
  const owner = statSync(join(made, 'postgres'));
  chownSync(pidFile, owner.uid, owner.gid);

  const app = await openIn(made);
  expect(app.url).not.toContain(`:${port}/`);
  expect(await run(app.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  await app.leave();
  stranger.close();
});

test('a copy of a running directory does not take the server of the original for its own', async () => {
  const original = await openIn(made);
  const copy = join(parent, 'copy');
  cpSync(made, copy, { recursive: true });
  const owner = statSync(join(made, 'postgres'));
  chownAll(join(copy, 'postgres'), owner.uid, owner.gid);
  const other = await openIn(copy);
  expect(postmasterPid(copy)).not.toBe(postmasterPid(made));
  await other.leave();
  expect(await run(original.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  await original.leave();
});

function mode(name: string): number {
  return statSync(join(dataDir, name)).mode & 0o777;
}

function chownAll(path: string, uid: number, gid: number): void {
  chownSync(path, uid, gid);
  for (const entry of readdirSync(path, { recursive: true }) as string[]) chownSync(join(path, entry), uid, gid);
}
