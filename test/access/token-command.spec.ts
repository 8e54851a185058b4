import { parseSecretKeys } from '../../src/platform/secret-keys.js';
import { environmentOf, runToEnd } from '../support/app-process.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;

beforeAll(async () => void (test = await startTestApp()));
afterAll(() => test.close());

const run = (...args: string[]) => runToEnd('token.js', environmentOf(test), args);
const status = async (token: string) => {
  const headers = { authorization: `Bearer ${token}` };
  return (await test.app.inject({ url: '/api/admin/clinics', headers })).statusCode;
};

it('makes a token that opens /api/admin until it is expired or revoked', async () => {
  const { code, stdout, stderr } = await run('--name', 'Season import', '--role', 'coordinator', '--days', '30');
  expect([code, stderr]).toEqual([0, '']);
  const token = /^(ccs_[\w-]+)\nKeep it now/.exec(stdout)?.[1] ?? '';
  expect(await status(token)).toBe(200);

  const [row] = await test.database.query<Record<string, unknown>>(
    `select name, role, expires_at - created_at = interval '30 days' as month from api_tokens`,
  );
  expect(row).toEqual({ name: 'Season import', role: 'coordinator', month: true });
  await test.database.query(`update api_tokens set revoked_at = now()`);
  expect(await status(token)).toBe(401);
  await test.database.query(`update api_tokens set revoked_at = null, expires_at = now() - interval '1 second'`);
  expect(await status(token)).toBe(401);
});

it('makes a key that SECRET_KEYS takes, another each time, without a database', async () => {
  const keys = await Promise.all([1, 2].map(() => runToEnd('token.js', {}, ['--secret-key'])));
  for (const { code, stdout, stderr } of keys) {
    expect([code, stderr]).toEqual([0, '']);
    expect(parseSecretKeys(stdout.trim())).toHaveLength(1);
  }
  expect(keys[0]?.stdout).not.toBe(keys[1]?.stdout);
});

it('says what is wrong with its options in one line, and makes nothing', async () => {
  const before = await test.database.query('select * from api_tokens');
  const wrong: [string[], RegExp][] = [
    [['--name', '  '], /^Usage: npm run token/],
    [['--name', 'x', '--admin'], /^Usage: npm run token/],
    [['--name', 'x', '--role', 'owner'], /^--role: must be one of admin, /],
    [['--name', 'x', '--days', '1e3'], /^--days: /],
  ];
  for (const { code, stdout, stderr, line } of await Promise.all(
    wrong.map(async ([args, line]) => ({ ...(await run(...args)), line })),
  )) {
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  }
  expect(await test.database.query('select * from api_tokens')).toEqual(before);
});
