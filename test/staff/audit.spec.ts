import { readdirSync, readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { ACTION_WORDS } from '../../src/staff/audit/audit-words.js';
import { axeFaults } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { callerOf, makeTarget } from '../support/route-calls.js';
import type { Target } from '../support/route-target.js';
import { makeMember, postForm, sessionOf, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2026-12-01T04:30:00Z'));
let test: TestApp;
let browser: Browser;
let admin: Awaited<ReturnType<typeof signedIn>>;
let at: Target;
let other: Target;

beforeAll(async () => {
  test = await startTestApp({ clock });
  browser = await launchBrowser();
  await test.app.listen(0, '127.0.0.1');
  [at, other] = [await makeTarget(test), await makeTarget(test)];
  admin = await signedIn(test, 'admin', { name: 'Ana Silva' });
  const member = await makeMember(test, 'intake', { name: 'Bo Li', password: false });
  const { cookie } = admin;
  await postForm(test, `/staff/people/${member.id}`, { role: 'coordinator', clinics: [at.clinicId] }, { cookie });
  await postForm(test, '/staff/tokens', TOKEN, { cookie });
  clock.at = new Date('2026-12-01T05:30:00Z');
  for (const { clinicId, reference } of [at, other]) {
    await test.app.inject({ url: `/api/admin/clinics/${clinicId}/bookings/${reference}/history`, headers: { cookie } });
  }
});
afterAll(async () => {
  await browser.close();
  await test.close();
});

const TOKEN = { name: 'Season import', role: 'intake', permissions: 'clinics.read', days: '30' };
const read = (query = '', cookie = admin.cookie) =>
  test.app.inject({ url: `/staff/audit${query}`, headers: { cookie } });

/** The rows of the page in words. */
async function rows(query = '', cookie = admin.cookie): Promise<string[]> {
  const { body } = await read(query, cookie);
  return [...body.matchAll(/<li><b>(.*?)<\/b> <span>(.*?)<\/span>/g)].map(([, who, what]) => `${who} ${what}`);
}

/** What making and publishing a clinic left, the newest first. */
const PLANNED: unknown[] = ['published', 'planned times of', 'made'].map((done): unknown =>
  expect.stringMatching(`^Somebody on the machine itself ${done} the clinic Test Library on 2026-12-`),
);

it('says in words who did what, the newest first', async () => {
  expect(await rows()).toEqual([
    `Ana Silva looked at booking ${other.reference}`,
    `Ana Silva looked at booking ${at.reference}`,
    'Ana Silva made the token Season import',
    expect.stringMatching(/^Ana Silva changed the clinics of Bo Li: Test Library on 2026-12-\d\d$/),
    'Ana Silva changed the role of Bo Li: intake to coordinator',
    ...[1, 2].flatMap((): unknown[] => [
      'Somebody on the machine itself made the token test',
      ...PLANNED,
      'Somebody on the machine itself added the venue Test Library',
    ]),
  ]);
  const { body, headers } = await read();
  expect(headers['cache-control']).toBe('no-store');
  expect(body).toMatch(/Tue, Dec 1, 2026, 12:30:00 AM · Test Library on 2026-12-\d\d · from place [\w-]{6} · request /);
});

it('is asked by person, clinic, booking, action and day of Boston, alone and together', async () => {
  const looked = `Ana Silva looked at booking ${at.reference}`;
  expect(await rows(`?about=${at.reference.toLowerCase()}`)).toEqual([looked]);
  expect(await rows(`?clinic=${at.clinicId}`)).toEqual([looked, ...PLANNED]);
  expect(await rows('?action=token_made')).toHaveLength(3);
  expect(await rows(`?person=${admin.id}`)).toHaveLength(5);
  expect(await rows(`?person=${admin.id}&action=viewed&clinic=${other.clinicId}`)).toHaveLength(1);
  expect(await rows('?from=2026-12-01')).toHaveLength(2);
  expect(await rows('?to=2026-11-30')).toHaveLength(13);
  expect(await rows('?from=2026-11-30&to=2026-12-01')).toHaveLength(15);
  expect(await rows('?from=2026-12-02')).toEqual([]);
});

it('what cannot be asked is named at its field; nonsense finds what was asked rightly', async () => {
  for (const [query, field] of [
    ['?about=nobody', 'about'],
    ['?from=yesterday', 'from'],
    ['?to=2026-02-31', 'to'],
  ]) {
    const { statusCode, body } = await read(query);
    expect([statusCode, body.includes(`href="#${field}"`)]).toEqual([422, true]);
  }
  expect(await rows(`?before=x&person='&about=${at.reference}`)).toHaveLength(1);
});

it('a coordinator reads what concerns their clinics alone, whatever the address says', async () => {
  const { cookie } = await callerOf(test, 'coordinator', [at.clinicId]);
  const looked = `Ana Silva looked at booking ${at.reference}`;
  expect(await rows('', cookie)).toEqual([looked, ...PLANNED]);
  expect(await rows(`?person=${admin.id}`, cookie)).toEqual([looked]);
  expect(await rows(`?about=${other.reference}`, cookie)).toEqual([]);
  expect(await rows(`?clinic=${other.clinicId}`, cookie)).toEqual([]);
  const { body } = await read('', cookie);
  expect(body).not.toContain(other.clinicId);
  expect(await rows('', (await callerOf(test, 'coordinator', [])).cookie)).toEqual([]);
});

it('leads to what is older, a page at a time, and keeps what was asked', async () => {
  await test.database.query(
    `insert into audit_events (at, actor, action, subject_type, subject_id)
     select timestamptz '2026-01-01' + n * interval '1 second', 'shell', 'invited', 'staff', $1 from generate_series(1, 120) n`,
    [admin.id],
  );
  const sizes: number[] = [];
  let query = '?action=invited';
  while (query) {
    const { body } = await read(query);
    sizes.push((await rows(query)).length);
    query = (/href="\/staff\/audit(\?[^"]*before=[^"]*)"/.exec(body)?.[1] ?? '').replaceAll('&amp;', '&');
    if (query) expect(query).toContain('action=invited');
  }
  expect(sizes).toEqual([50, 50, 20]);
});

it('has words for every action that is recorded', () => {
  const root = new URL('../../src/', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const sources = files
    .map((file) => readFileSync(new URL(file, root), 'utf8'))
    .filter((text) => /recordAudit/.test(text));
  const lines = sources.flatMap((text) => text.split('\n')).filter((line) => /\baction\b.*'|\.record\(.*'/.test(line));
  const actions = lines.flatMap((line) =>
    [...line.matchAll(/'([a-z]+(?:_[a-z]+)+|viewed|invited|joined|left)'/g)].map(([, one = '']) => one),
  );
  expect(new Set(actions).size).toBeGreaterThan(15);
  expect(actions.filter((action) => !(action in ACTION_WORDS))).toEqual([]);
});

it.each([360, 1280])(
  'at %d px: nothing for axe, nothing off the screen',
  async (width) => {
    const { browserCookie } = await sessionOf(test, admin);
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    await context.addCookies([{ ...browserCookie, url: await test.app.getUrl() }]);
    const page = await context.newPage();
    for (const path of [
      '/staff/audit',
      '/staff/audit?about=x&from=y',
      '/staff/tokens',
      '/staff/tokens/new?role=admin',
    ]) {
      await page.goto(`${await test.app.getUrl()}${path}`);
      expect(page.url()).toContain(path);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect({ path, faults: await axeFaults(page), wide }).toEqual({ path, faults: [], wide: 0 });
    }
    await context.close();
  },
  60_000,
);
