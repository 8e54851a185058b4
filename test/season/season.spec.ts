import { EXAMPLE } from '../../src/clinics/season/season-csv-rules.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2027-02-20T15:00:00Z'));
let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock });
});
afterAll(() => test.close());

async function coordinator(clinics: string[] = []) {
  const { cookie, id } = await signedIn(test, 'coordinator', { clinics, name: 'Cora' });
  const page = new PlainBrowser(test);
  page.jar.set(cookie.split('=')[0] ?? '', cookie.slice(cookie.indexOf('=') + 1));
  return { page, id };
}

const clinics = () => test.database.query<{ title: string }>('select title from clinics order by title');

describe('a season from a spreadsheet', () => {
  it('names every bad row and makes nothing; then makes all, and the same text not once more', async () => {
    const { page } = await coordinator();
    await page.open('/staff/season/import');
    await page.press('Look through it', {
      csv: EXAMPLE.replace('17:30', '5:30 pm').replace('2027-03-05 17:00', 'soon'),
    });
    expect([page.status, page.title]).toEqual([422, '2 rows are to be mended']);
    expect(page.text).toMatch(/2venueWe do not know this venue/);
    expect(page.text).toMatch(/2booking_closesWrite the day and the hour/);
    expect(page.text).toMatch(/3fromWrite the time like 09:30/);
    await makeClinic(test, { title: 'codman square library', draft: true });
    const before = (await clinics()).length;
    await page.press('Look through it', { csv: EXAMPLE });
    expect([page.title, page.text]).toEqual([
      '2 clinics would be made',
      expect.stringContaining('12 times, 48 places'),
    ]);
    expect(await clinics()).toHaveLength(before);
    await page.press('Make 2 clinics');
    expect(page.title).toBe('2 clinics, March 2027 to May 2027');
    expect(page.text).toContain('With Cora');
    await page.open('/staff/season/import');
    await page.press('Look through it', { csv: EXAMPLE });
    expect(page.text).toContain('A clinic with this title is on this day already');
    expect(await clinics()).toHaveLength(before + 2);
  });

  it('through the API: 422 with the rows, and a preview that makes nothing', async () => {
    const authorization = `Bearer ${await test.token('coordinator')}`;
    const post = (payload: object) =>
      test.app.inject({ method: 'POST', url: '/api/admin/clinics/import', headers: { authorization }, payload });
    const later = EXAMPLE.replaceAll('2027-03', '2027-04');
    expect((await post({ csv: later, preview: true })).json()).toMatchObject({
      applied: false,
      clinics: [{ line: 2, slots: 12, startsAt: '2027-04-06T09:30:00-04:00', id: null }, { line: 3 }],
    });
    const bad = (await post({ csv: later.replace('in_person', 'outside') })).json<{ errors: { field: string }[] }>();
    expect(bad.errors.map(({ field }) => field)).toEqual(['row.2.mode']);
    expect((await post({ csv: later })).json()).toMatchObject({ applied: true });
    const many = (await post({ csv: later.replace('09:30,16:00,30', '00:00,23:00,5') })).json();
    expect(many).toMatchObject({ errors: [{ message: 'At most 200 slots in a clinic' }, { code: 'clinic_there' }] });
    const odd = await post({ csv: later.replace('2027-04-06', '0000-04-06').replace('Codman', 'C\u0000dman') });
    expect(odd.json<{ errors: { field: string; code: string }[] }>().errors.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['hidden_characters', 'day_form']),
    );
    const alike = `${later.replaceAll('2027-04', '2027-05').trim()}\r\n${later.replaceAll('2027-04', '2027-05').trim().split('\r\n')[1]}`;
    expect((await post({ csv: alike })).json<{ errors: { field: string }[] }>().errors).toMatchObject([
      { field: 'row.4.title', code: 'clinic_there' },
    ]);
  });
});

it('the calendar: three months, earlier and later ones, each clinic with its team', async () => {
  const clinic = await makeClinic(test, { title: 'Roxbury', day: '2027-07-10' });
  const { page } = await coordinator([clinic.id]);
  await page.open('/staff/season');
  expect(page.title).toBe('No clinic from February 2027 to April 2027');
  await page.follow('Later');
  expect(page.title).toBe('One clinic, May 2027 to July 2027');
  expect(page.text).toMatch(/July 2027 1 clinic, 0 of 4 places taken.*Roxbury.*With Cora/);
  await page.open('/staff/season?from=nonsense');
  expect(page.status).toBe(200);
});

it('after the day: figures from the roster or from paper, corrected later, with notes that name nobody', async () => {
  const clinic = await makeClinic(test, { title: 'Done', day: '2027-02-20', from: '11:00', to: '12:00', capacity: 3 });
  for (const slot of clinic.slots) await booked(test, bookingBody(slot.id, { language: 'ht' }));
  const early = await coordinator([clinic.id]);
  await early.page.open(`/staff/clinics/${clinic.id}/complete`);
  expect(early.page.text).toContain('The clinic has not begun');
  clock.at = new Date('2027-02-20T18:00:00Z');
  const { page } = await coordinator([clinic.id]);
  await page.open(`/staff/clinics/${clinic.id}`);
  await page.follow('Complete');
  expect(page.html).toContain('name="booked" type="number" value="2"');
  await page.press('Complete the clinic', { arrived: '2', noShows: '1', done: '', notes: 'His number is 123-45-6789' });
  expect(page.text).toContain('This looks like an A-number');
  expect(page.text).toContain('This is not the kind of value');
  await page.press('Complete the clinic', { done: '2', notes: 'The room was cold' });
  expect([page.status, page.text]).toEqual([422, expect.stringContaining('More than there were')]);
  await page.press('Complete the clinic', { noShows: '1', arrived: '2', walkIns: '1', done: '2' });
  expect(page.title).toBe('What came of it');
  expect(page.text).toContain('Haitian Creole2');
  expect(page.text).toContain('The room was cold');
  await page.press('Keep the corrections', { noShows: '0' });
  expect(page.text).toMatch(/Did not come 0/);
  const authorization = `Bearer ${await test.token('coordinator')}`;
  const url = `/api/admin/clinics/${clinic.id}`;
  expect((await test.app.inject({ url: `${url}/outcome`, headers: { authorization } })).json()).toMatchObject({
    ...{ completed: true, booked: 2, arrived: 2, noShows: 0, walkIns: 1, done: 2, languages: { ht: 2 } },
  });
  expect((await test.app.inject({ url: `/en/clinics/${clinic.slug}` })).body).toContain('This clinic is over');
});
