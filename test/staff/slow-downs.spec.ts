import { codeOf, makeMember, PASSWORD, postForm } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2026-12-01T15:00:00Z'));
let test: TestApp;

beforeAll(async () => void (test = await startTestApp({ clock, env: { TRUSTED_PROXIES: '127.0.0.1' } })));
afterAll(() => test.close());
beforeEach(() => void (clock.at = new Date(clock.at.getTime() + 25 * 60 * 60_000)));

const WRONG = 'not the right one';
const enter = (email: string, password: string, from: string, cookie = '') =>
  postForm(test, '/staff/sign-in', { email, password }, { 'x-forwarded-for': from, cookie });
const statusOf = async (...given: Parameters<typeof enter>) => (await enter(...given)).statusCode;
const cookiesOf = (answer: { cookies: { name: string; value: string }[] }) =>
  Object.fromEntries(answer.cookies.map(({ name, value }) => [name, `${name}=${value}`]));

it('many tries at once count as many: ten are compared, the others wait', async () => {
  const { email } = await makeMember(test, 'intake');
  const tries = Array.from({ length: 30 }, (_, n) => statusOf(email, WRONG, `203.0.113.${n}`));
  const statuses = await Promise.all(tries);
  expect(statuses.filter((status) => status === 422)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(20);
});

it('an attack slows its own network down, and neither the owner elsewhere nor the device that is known', async () => {
  const { email } = await makeMember(test, 'intake');
  const { known = '' } = cookiesOf(await enter(email, PASSWORD, '198.51.100.1'));
  for (let n = 0; n < 12; n++) await enter(email, WRONG, '198.51.100.2');
  const shut = await enter(email, PASSWORD, '198.51.100.3');
  expect([shut.statusCode, Number(shut.headers['retry-after'])]).toEqual([429, expect.any(Number)]);
  expect(Number(shut.headers['retry-after'])).toBeLessThanOrEqual(15 * 60);
  expect(await statusOf(email, PASSWORD, '192.0.2.9')).toBe(303);
  expect(await statusOf(email, PASSWORD, '198.51.100.3', known)).toBe(303);
  clock.at = new Date(clock.at.getTime() + 15 * 60_000);
  expect(await statusOf(email, PASSWORD, '198.51.100.3')).toBe(303);
});

it("a known device has tries of its own, which end too, and is known for its owner's account alone", async () => {
  const [owner, other] = [await makeMember(test, 'intake'), await makeMember(test, 'intake')];
  const { known = '' } = cookiesOf(await enter(owner.email, PASSWORD, '198.51.100.1'));
  for (let n = 0; n < 10; n++) expect(await statusOf(owner.email, WRONG, '198.51.100.1', known)).toBe(422);
  expect(await statusOf(owner.email, PASSWORD, '198.51.100.1', known)).toBe(429);
  for (let n = 0; n < 10; n++) expect(await statusOf(other.email, WRONG, '198.51.100.1', known)).toBe(422);
  expect(await statusOf(other.email, PASSWORD, '198.51.100.1', known)).toBe(429);
  const forged = known.replace(/=.{3}/, '=AAA');
  expect(await statusOf(other.email, PASSWORD, '198.51.100.1', forged)).toBe(429);
});

it('many accounts from one network, one try each, are slowed down as well', async () => {
  const tries = Array.from({ length: 101 }, (_, n) => statusOf(`nobody${n}@example.org`, WRONG, '2001:db8:7::1'));
  const statuses = await Promise.all(tries);
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  expect(await statusOf('one@example.org', WRONG, '2001:db8:7:0:9::9')).toBe(429);
  expect(await statusOf('one@example.org', WRONG, '2001:db8:7:1::1')).toBe(422);
});

it('right passwords do not count', async () => {
  const { email } = await makeMember(test, 'intake');
  for (let n = 0; n < 12; n++) expect(await statusOf(email, PASSWORD, '198.51.100.1')).toBe(303);
});

it('a code can be guessed five times from one place, and the owner goes on elsewhere', async () => {
  const admin = await makeMember(test, 'admin');
  const give = async (code: string, from: string) => {
    const { staff = '' } = cookiesOf(await enter(admin.email, PASSWORD, from));
    return postForm(test, '/staff/sign-in/code', { code }, { cookie: staff, 'x-forwarded-for': from });
  };
  const right = await codeOf(test, admin);
  const wrong = right === '111111' ? '222222' : '111111';
  for (let n = 0; n < 5; n++) expect((await give(wrong, '198.51.100.1')).statusCode).toBe(422);
  expect((await give(right, '198.51.100.1')).statusCode).toBe(429);
  expect((await give(right, '192.0.2.1')).statusCode).toBe(303);
});

it('nothing that is kept of tries names an account or an address', async () => {
  await enter('plain@example.org', WRONG, '203.0.113.77');
  const rows = JSON.stringify(await test.database.query('select * from slow_downs'));
  expect(rows).not.toMatch(/example|203\.0|network/);
});

it('an unknown account takes as long as a known one', async () => {
  const { email } = await makeMember(test, 'intake');
  const took = { known: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 9; round++) {
    for (const [kind, address] of [
      ['known', email],
      ['unknown', `nobody${round}@example.org`],
    ] as const) {
      const begin = performance.now();
      expect(await statusOf(address, WRONG, `10.${round}.0.1`)).toBe(422);
      took[kind].push(performance.now() - begin);
    }
  }
  const median = (all: number[]) => all.sort((a, b) => a - b)[4] ?? NaN;
  const ratio = median(took.unknown) / median(took.known);
  // Without the work for nobody it would be a tenth.
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(1.6);
});
