import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inflateBrowser } from './inflate-browser.mjs';
import { compile } from './jest/compile.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const NAME = 'test';

/** Once per run: a PostgreSQL of the tests' own, a migrated template in it, and a browser. */
export default async function globalSetup() {
  if (!existsSync(`${root}dist/src/platform/embedded/index.js`)) {
    throw new Error('The tests need the compiled program: run `npm run build` first, or `npm test`.');
  }
  await compile();
  const { openEmbeddedDatabase } = await import('../../dist/src/platform/embedded/index.js');
  const { migrate } = await import('../../dist/src/platform/data-source.js');

  const database = await openEmbeddedDatabase({
    dataDir: `${root}.cache/test-database`,
    name: NAME,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  globalThis.testDatabase = database;

  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await removeLeftovers(admin);
  const template = await makeTemplate(admin, database, migrate);
  await admin.end();

  process.env.TEST_DATABASE_URL = database.url;
  process.env.TEST_OWNER_URL = database.ownerUrl;
  process.env.TEST_ADMIN_URL = database.adminUrl;
  process.env.TEST_TEMPLATE = template;
  process.env.TEST_RUN = String(process.pid);
  process.env.CHROMIUM_PATH = inflateBrowser(`${root}.cache`) ?? '';
}

/** Databases of runs that were killed: their names carry the run's process id. */
async function removeLeftovers(admin) {
  const { rows } = await admin.query(`select datname from pg_database where datname ~ '^test_[0-9]+_'`);
  for (const { datname } of rows) {
    if (!isAlive(Number(datname.split('_')[1]))) await admin.query(`drop database if exists ${datname} with (force)`);
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Kept from run to run while the migrations stay the same; under a lock, because runs may overlap. */
async function makeTemplate(admin, { url, ownerUrl }, migrate) {
  // Another role needs other rights: its name counts too.
  const hash = createHash('sha256').update(new URL(url).username);
  const migrations = readdirSync(`${root}dist/migrations`)
    .sort()
    .map((file) => `dist/migrations/${file}`);
  const others = [
    'dist/src/platform/data-source.js',
    'dist/src/platform/roles.js',
    'node_modules/graphile-worker/package.json',
  ];
  for (const file of [...migrations.filter((name) => name.endsWith('.js')), ...others]) {
    hash.update(readFileSync(root + file));
  }
  const template = `test_template_${hash.digest('hex').slice(0, 12)}`;
  await admin.query(`select pg_advisory_lock(hashtext('${NAME}'))`);
  const { rows } = await admin.query(`select datname from pg_database where datname like 'test\\_template\\_%'`);
  if (!rows.some(({ datname }) => datname === template)) {
    for (const { datname } of rows) await admin.query(`drop database ${datname}`);
    const unfinished = `test_unfinished_${process.pid}`;
    await admin.query(`drop database if exists ${unfinished}`);
    await admin.query(`create database ${unfinished} owner ${new URL(ownerUrl).username}`);
    await migrate(...[ownerUrl, url].map((address) => address.replace(/[^/]+$/, unfinished)));
    await admin.query(`alter database ${unfinished} rename to ${template}`);
  }
  await admin.query(`select pg_advisory_unlock(hashtext('${NAME}'))`);
  return template;
}
