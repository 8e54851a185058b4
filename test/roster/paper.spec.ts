import { parse } from 'csv-parse/sync';
import Papa from 'papaparse';
import type { Browser } from 'playwright-core';
import { axeFaults } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { actualTexts, readPdf } from '../support/pdf.js';
import { sixtyPeople } from '../support/sixty.js';
import { postForm, sessionOf, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const NOW = new Date('2026-12-05T13:30:00Z');
const clock = new TestClock(NOW);
const REASON = 'The line at the door';

let test: TestApp;
let clinic: Awaited<ReturnType<typeof sixtyPeople>>;
let member: Awaited<ReturnType<typeof signedIn>>;
let path: string;

beforeAll(async () => {
  test = await startTestApp({ clock });
  clinic = await sixtyPeople(test, '2026-12-05');
  member = await signedIn(test, 'coordinator', { clinics: [clinic.id] });
  path = `/staff/clinics/${clinic.id}/roster`;
});
beforeEach(async () => {
  clock.at = NOW;
  Object.assign(member, await sessionOf(test, member));
});
afterAll(() => test.close());

const get = (url: string, cookie = member.cookie) => test.app.inject({ url, headers: { cookie } });
const take = (fields: Record<string, string>, cookie = member.cookie) =>
  postForm(test, `${path}/export`, { format: 'csv', reason: REASON, ...fields }, { cookie });
const exports = () =>
  test.database.query<{ actor: string; clinicId: string; reason: string }>(
    `select actor, clinic_id as "clinicId", reason from audit_events where action = 'roster_exported' order by id`,
  );

describe('as CSV', () => {
  it('two readers give back each name as it was entered; nothing in it runs', async () => {
    const { rawPayload, headers } = await take({});
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="roster-2026-12-05.csv"',
      'cache-control': 'no-store',
    });
    expect([...rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = rawPayload.toString('utf8').slice(1);
    const byPapa = Papa.parse<string[]>(text, { newline: '\r\n' });
    expect(byPapa.errors).toEqual([expect.objectContaining({ code: 'TooFewFields' })].slice(0, byPapa.errors.length));
    const rows = byPapa.data.filter((row) => row.length > 1);
    expect(parse(rawPayload, { bom: true, record_delimiter: '\r\n' })).toEqual(rows);
    const [head, ...people] = rows;
    expect(head).toEqual(['Time', 'Name', 'Reference', 'Language', 'Interpreter', 'Status', 'Station', 'Notes']);
    expect(people).toHaveLength(60);
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/);
    // What would begin a formula has an apostrophe before it, and is otherwise what was entered.
    const entered = (cell = '') => cell.replace(/^'(?=[=+\-@\t\r\uff1d])/, '');
    expect(people.map(([, name]) => entered(name)).sort()).toEqual([...clinic.names].sort());
    expect(people.filter((row) => row[4] === 'yes')).toHaveLength(30);
    expect(people.filter((row) => row[7] === 'yes')).toHaveLength(3);
    expect(people[0]).toEqual(expect.arrayContaining(['9:00 am', 'To come']));
    expect(text).not.toMatch(/sister|617/);
  });

  it('holds phone numbers only when they were asked for, as people write them', async () => {
    const { data } = Papa.parse<Record<string, string>>((await take({ phones: 'on' })).body.slice(1), { header: true });
    expect(data[0]?.['Phone']).toMatch(/^\(617\) \d{3}-\d{4}$/);
    expect((await exports()).at(-1)?.reason).toBe(`${REASON} (CSV, 60 people, with phone numbers)`);
  });

  it('is there for programs too, with the reason in the body', async () => {
    const headers = { authorization: `Bearer ${await test.token('coordinator')}` };
    const url = `/api/admin/clinics/${clinic.id}/roster.csv`;
    const answer = await test.app.inject({ method: 'POST', url, headers, payload: { reason: REASON } });
    expect(answer.headers['content-disposition']).toContain('attachment');
    expect(answer.body).toBe((await take({})).body);
    const none = await test.app.inject({ method: 'POST', url, headers, payload: {} });
    expect([none.statusCode, none.json()]).toMatchObject([422, { errors: [{ field: 'reason' }] }]);
  });
});

describe('as PDF', () => {
  it('another program finds each name on it, sixty people on three pages, and nothing beside the paper', async () => {
    const { rawPayload, headers } = await take({ format: 'pdf' });
    expect(headers['content-type']).toBe('application/pdf');
    const { pages, texts } = await readPdf(rawPayload);
    expect(pages).toEqual(Array.from({ length: pages.length }, () => ({ width: 612, height: 792 })));
    expect(pages.length).toBe(3);
    for (const { x, y, width, height } of texts) {
      expect([x >= 36, x + width <= 576.5, y >= 30, y + height <= 792 - 30]).toEqual([true, true, true, true]);
    }
    const all = (page?: number) => texts.filter((one) => !page || one.page === page).map(({ text }) => text);
    for (const page of [1, 2, 3]) expect(all(page)).toEqual(expect.arrayContaining(['Name', `Page ${page} of 3`]));
    // Shaped letters stand in the order of the eye: what is compared is which letters there are, in their plain forms.
    const found = letters(all().join(''));
    for (const name of clinic.names)
      expect({ name, missing: lacking(letters(name), found) }).toEqual({ name, missing: '' });
    // What is copied from it is the text as it was entered, line by line.
    const copied = actualTexts(rawPayload).join(' ');
    for (const name of clinic.names) expect(copied).toContain(name);
    for (const plain of ['José Ramírez Núñez', 'Trần Văn Đức', 'Наталья Ковальчук', '歐陽喆'])
      expect(all()).toContain(plain);
    expect(all().join('')).toMatch(/9:00 am, 10 people/);
  });

  it('an empty roster is one page', async () => {
    const { sheetPdf } = await import('../../src/roster/paper/sheet-pdf.js');
    const head = { title: 'Test', day: 'Today', place: 'Here', made: 'now' };
    expect((await readPdf(await sheetPdf(head, [], { phones: false }))).pages).toHaveLength(1);
  });
});

describe('who may, and what it asks', () => {
  it('asks why; what is missing is said at its field, and nothing was taken', async () => {
    const before = await exports();
    const wrongs: Record<string, string>[] = [{ reason: '' }, { reason: 'For A123456789' }, { format: 'xls' }];
    for (const wrong of wrongs) {
      const answer = await take(wrong);
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('aria-invalid="true"');
    }
    expect(await exports()).toEqual(before);
    expect((await get(`${path}/export`)).body).toContain('Why do you need it?');
  });

  it('asks to prove again who one is, and writes who took how much, and why', async () => {
    const before = await exports();
    await take({ format: 'pdf' });
    expect((await exports()).slice(before.length)).toEqual([
      { actor: `staff:${member.id}`, clinicId: clinic.id, reason: `${REASON} (PDF, 60 people)` },
    ]);
    clock.at = new Date(NOW.getTime() + 11 * 60_000);
    for (const answer of [await get(`${path}/export`), await take({})])
      expect([answer.statusCode, String(answer.headers.location)]).toEqual([
        303,
        expect.stringMatching(/^\/staff\/confirm/),
      ]);
    expect(await exports()).toHaveLength(before.length + 1);
  });

  it('intake prints and exports nothing; of a clinic of others nobody learns anything', async () => {
    const intake = await signedIn(test, 'intake', { clinics: [clinic.id] });
    expect((await get(`${path}/print`, intake.cookie)).statusCode).toBe(200);
    expect((await get(`${path}/print`, intake.cookie)).body).not.toContain('/export');
    for (const answer of [await get(`${path}/export`, intake.cookie), await take({}, intake.cookie)])
      expect(answer.statusCode).toBe(403);
    const stranger = await signedIn(test, 'coordinator');
    const nobody = await signedIn(test, 'intake');
    for (const answer of [
      await get(`${path}/export`, stranger.cookie),
      await take({}, stranger.cookie),
      await get(`${path}/print`, stranger.cookie),
      await get(`${path}/print`, nobody.cookie),
    ])
      expect(answer.statusCode).toBe(404);
  });
});

describe('from the browser', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it('sixty people print on three sheets with a head on each; on a screen axe finds nothing', async () => {
    await test.app.listen(0, '127.0.0.1');
    const origin = await test.app.getUrl();
    const context = await browser.newContext();
    await context.addCookies([{ ...member.browserCookie, url: origin }]);
    const page = await context.newPage();
    await page.goto(`${origin}${path}/print`);
    const { pages, texts } = await readPdf(await page.pdf({ preferCSSPageSize: true }));
    expect(pages).toHaveLength(3);
    expect(pages[0]).toEqual({ width: 612, height: 792 });
    for (const number of [1, 2, 3]) {
      const words = texts.filter((one) => one.page === number).map(({ text }) => text);
      expect(words).toEqual(expect.arrayContaining(['Came', 'Reference']));
      expect(words.join('')).toContain(`Page ${number} of 3`);
    }
    for (const { x, width } of texts) expect([x > 20, x + width < 592]).toEqual([true, true]);
    expect(texts.map(({ text }) => text).join(' ')).not.toMatch(/Sign out|Ctrl/);
    for (const url of ['print', 'export']) {
      await page.goto(`${origin}${path}/${url}`);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await axeFaults(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      }
    }
    await context.close();
  });
});

/** The letters of a text in their plain forms, each with how often it stands there. */
function letters(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const letter of text.normalize('NFKD').replace(/[\s\p{Cf}]/gu, ''))
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
}

const lacking = (wanted: Map<string, number>, found: Map<string, number>) =>
  [...wanted]
    .filter(([letter, n]) => (found.get(letter) ?? 0) < n)
    .map(([letter]) => letter)
    .join('');
