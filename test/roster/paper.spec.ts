import { parse } from 'csv-parse/sync';
import Papa from 'papaparse';
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
const audited = (action: string) =>
  test.database.query<{ actor: string; clinicId: string; reason: string | null }>(
    `select actor, clinic_id as "clinicId", reason from audit_events where action = $1 order by id`,
    [action],
  );
const exports = () => audited('roster_exported');

/** As `docs/privacy.md` says that a program reads a cell. */
const entered = (cell = '') =>
  cell.replace(/(?<=^|[,;|"\t\r\n])'(?=[' \u00a0\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n])/g, '');

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
    expect(text.split('\r\n').at(-1)).toBe('');
    const { data, errors } = Papa.parse<string[]>(text, { newline: '\r\n', skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(parse(rawPayload, { bom: true, record_delimiter: '\r\n' })).toEqual(data);
    const [head, ...people] = data;
    expect(head).toEqual([
      'Time',
      'Name',
      'Reference',
      'Language',
      'Interpreter',
      'Walk-in',
      'Status',
      'Said they come',
      'Station',
    ]);
    expect(people).toHaveLength(60);
    expect(people.map(([, name]) => entered(name)).sort()).toEqual([...clinic.names].sort());
    const count = (column: number) => people.filter((row) => row[column] === 'yes').length;
    expect([count(4), count(5)]).toEqual([30, 3]);
    expect(people[0]).toEqual(expect.arrayContaining(['9:00 am', 'To come']));
    expect(text).not.toMatch(/sister|617/);
  });

  it.each([',', ';', '\t', '|'])('nothing in it begins a formula where %j parts the cells', async (separator) => {
    const lines = (await take({})).body.slice(1).split(/\r\n|\r|\n/);
    const cells = lines.flatMap((line) => line.split(separator));
    for (const cell of cells) expect(cell.replace(/^[\s"]+/, '')).not.toMatch(/^[=+\-@\uff1d\uff0b\uff0d\uff20]/);
  });

  it('holds phone numbers only when they were asked for, as people write them', async () => {
    const { data } = Papa.parse<Record<string, string>>((await take({ phones: 'on' })).body.slice(1), { header: true });
    expect(data[0]?.['Phone']).toMatch(/^\(617\) \d{3}-\d{4}$/);
    expect((await exports()).at(-1)?.reason).toBe(`${REASON} (CSV, 60 people, with phone numbers)`);
  });

  it('says of whom it is known that they come', async () => {
    const column = async () => {
      const { data } = Papa.parse<Record<string, string>>((await take({})).body.slice(1), { header: true });
      return data.filter((row) => row['Said they come'] === 'yes').map((row) => row['Reference']);
    };
    expect(await column()).toEqual([]);
    const [one] = await test.database.query<{ reference: string }>(
      `update bookings set coming_at = now(), coming_for = starts_at from (
         select a.booking_id, s.starts_at from attendees a join slots s on s.id = a.slot_id join bookings b on b.id = a.booking_id
         where a.clinic_id = $1 and a.status = 'confirmed' and b.source <> 'walk_in' limit 1) one
       where id = booking_id returning reference`,
      [clinic.id],
    );
    expect(await column()).toEqual([one?.reference]);
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
    const { headers, body } = await take({ format: 'pdf' });
    expect([headers['content-type'], body.slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
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

  it('intake prints, which leaves its row, and exports nothing; of a clinic of others nobody learns anything', async () => {
    const intake = await signedIn(test, 'intake', { clinics: [clinic.id] });
    const before = await audited('viewed');
    const { statusCode, body } = await get(`${path}/print`, intake.cookie);
    expect(statusCode).toBe(200);
    expect((await audited('viewed')).slice(before.length)).toEqual([
      { actor: `staff:${intake.id}`, clinicId: clinic.id, reason: 'printed' },
    ]);
    expect(body).toContain('walk-in');
    expect(body).not.toMatch(/\/export|sister|617|555/);
    expect((await get(`${path}/print`)).body).toContain('/export');
    expect((await get(`${path}/card`, intake.cookie)).statusCode).toBe(200);
    for (const answer of [await get(`${path}/export`, intake.cookie), await take({}, intake.cookie)])
      expect(answer.statusCode).toBe(403);
    const stranger = await signedIn(test, 'coordinator');
    const nobody = await signedIn(test, 'intake');
    for (const answer of [
      await get(`${path}/export`, stranger.cookie),
      await take({}, stranger.cookie),
      await get(`${path}/print`, stranger.cookie),
      await get(`${path}/print`, nobody.cookie),
      await get(`${path}/card`, nobody.cookie),
    ])
      expect(answer.statusCode).toBe(404);
  });
});
