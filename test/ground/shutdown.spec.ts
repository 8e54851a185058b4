import { get } from 'node:http';
import pg from 'pg';
import { environmentOf, startAppProcess } from '../support/app-process.js';
import { eventually } from '../support/eventually.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;

beforeAll(async () => void (test = await startTestApp()));
afterAll(() => test.close());

const status = (url: string) =>
  new Promise<number>((resolve, reject) => {
    get(url, { agent: false }, (answer) => answer.resume().once('end', () => resolve(answer.statusCode ?? 0))).once(
      'error',
      reject,
    );
  });

it.each([[['SIGTERM']], [['SIGINT', 'SIGINT']]] as [NodeJS.Signals[]][])(
  '%s: the request under way is answered, nobody else is let in, the process ends with 0',
  async (signals) => {
    const app = await startAppProcess({ ...environmentOf(test), RUN_WORKER: 'true' });
    const other = new pg.Client({ connectionString: test.databaseUrl });
    await other.connect();
    await other.query('begin; lock table clinics in access exclusive mode'); // the request waits for this
    const underWay = status(`${app.url}/en`);
    await eventually(async () => {
      const waiting = await other.query('select 1 from pg_locks where not granted and database is not null');
      expect(waiting.rowCount).toBeGreaterThan(0);
    });

    for (const signal of signals) app.child.kill(signal);
    await eventually(() => expect(status(`${app.url}/health/live`)).rejects.toThrow('ECONNREFUSED'));
    expect(app.child.exitCode).toBeNull();
    await other.query('rollback');
    await other.end();
    expect(await underWay).toBe(200);
    expect(await app.ended).toBe(0);
    expect(app.output()).not.toMatch(/"level":[45]0|Error/);
  },
  60_000,
);
