import { PlainBrowser } from '../support/plain-browser.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { makeMember, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

/** A season is planned through the pages, without JavaScript: every form, what it refuses, and what the public then reads. */
let test: TestApp;
const clock = new TestClock(new Date('2027-02-20T15:00:00Z'));
beforeAll(async () => {
  test = await startTestApp({ clock });
});
afterAll(() => test.close());

async function pageOf(cookie: string): Promise<PlainBrowser> {
  const page = new PlainBrowser(test);
  const [name = ''] = cookie.split('=');
  page.jar.set(name, cookie.slice(name.length + 1));
  return page;
}

const VENUE = {
  name: 'Codman Square Library',
  address: '690 Washington Street, Dorchester, MA 02124',
  city: 'Dorchester',
};
const WINDOW = { bookingOpensAt: '2027-02-21T09:00', bookingClosesAt: '2027-03-05T17:00' };

it('from a venue to a published clinic: what is missing is named, what is typed stays, a preview makes nothing', async () => {
  const { cookie } = await signedIn(test, 'coordinator');
  const page = await pageOf(cookie);
  await page.open('/staff/venues/new');
  await page.press('Add the venue', { name: VENUE.name, mapUrl: 'not a link' });
  expect([page.status, page.text]).toEqual([
    422,
    expect.stringContaining('Write an address that starts with https://'),
  ]);
  expect(page.html).toContain('value="Codman Square Library"');
  await page.press('Add the venue', { ...VENUE, mapUrl: '', accessibility: 'Ramp at the side' });
  expect(page.title).toBe('Venues');
  const [venue] = await test.database.query<{ id: string }>('select id from venues');

  await page.open('/staff/clinics/new');
  const typed = { title: 'Codman Square Library', venueId: venue?.id ?? '', day: '2027-03-06', languages: 'ht' };
  await page.press('Make a draft', { ...typed, smsName: 'Citizenship clinic', bookingOpensAt: 'soon' });
  expect(page.status).toBe(422);
  expect(page.text).toContain('Text messages must not name citizenship');
  expect(page.text).toContain('Write the day and the hour');
  expect(page.html).toContain('value="2027-03-06"');
  await page.press('Make a draft', { smsName: 'Codman Square clinic', bookingOpensAt: '', bookingClosesAt: '' });
  expect(page.title).toBe('Times');

  await page.press('Show the times', { from: '09:30', to: '10:30', everyMinutes: 'thirty', capacity: '2' });
  expect([page.status, page.html.includes('value="thirty"')]).toEqual([422, true]);
  await page.press('Show the times', { everyMinutes: '30', gapFrom0: '9', gapTo0: '10:00' });
  expect(page.text).toContain('Write the time like 09:30');
  await page.press('Show the times', { gapFrom0: '', gapTo0: '' });
  expect(page.text).toContain('This would make 2 times with 4 places');
  expect(await test.database.query('select 1 from slots')).toEqual([]);
  await page.press('Make these times');
  expect(page.text).toContain('2 times now');
  await page.press('Remove');
  expect(page.text).toContain('1 time now');
  await page.follow('Back to the clinic');
  expect(page.text).toContain('Before it can be published');
  await page.follow('Nobody has said when booking opens');
  await page.press('Keep these changes', { ...WINDOW, bookingClosesAt: '2027-02-20T17:00' });
  expect(page.text).toContain('The end must come after the start');
  await page.press('Keep these changes', WINDOW);
  await page.press('Publish');
  expect(page.text).toContain('Booking opens');
  const [clinic] = await test.database.query<{ status: string; closes: Date; languages: string[] }>(
    'select status, booking_closes_at as closes, languages from clinics',
  );
  expect(clinic).toMatchObject({ status: 'published', closes: new Date('2027-03-05T22:00:00Z'), languages: ['ht'] });
});

it('is copied to three Saturdays over the change of the clocks, at the same hours on the wall, all or none', async () => {
  const { cookie, id: staffId } = await signedIn(test, 'coordinator');
  const clinic = await makeClinic(test, { title: 'Grove Hall', day: '2027-03-06' });
  await test.database.query('insert into clinic_staff (clinic_id, staff_id) values ($1, $2)', [clinic.id, staffId]);
  const page = await pageOf(cookie);
  await page.open(`/staff/clinics/${clinic.id}/copy`);
  await page.press('Make the copies', { weeks: 'many' });
  expect(page.text).toContain('A whole number from 0 to 52');
  await page.press('Make the copies', { weeks: '', day: '2027-02-01' });
  expect(page.text).toContain('2027-02-01 is over');
  await page.press('Make the copies', { weeks: '3', day: '', publish: 'on' });
  const copies = await test.database.query<{
    day: string;
    status: string;
    wall: string;
    closes: string;
    staff: number;
  }>(
    `select c.day::text as day, c.status, to_char(min(s.starts_at) at time zone c.time_zone, 'HH24:MI') as wall,
       to_char(c.booking_closes_at at time zone c.time_zone, 'YYYY-MM-DD HH24:MI') as closes,
       (select count(*)::integer from clinic_staff a where a.clinic_id = c.id) as staff
     from clinics c join slots s on s.clinic_id = c.id where c.title = 'Grove Hall' and c.id <> $1
     group by c.id order by c.day`,
    [clinic.id],
  );
  expect(copies).toEqual(
    ['2027-03-13', '2027-03-20', '2027-03-27'].map((day) => {
      return { day, status: 'published', wall: '09:30', closes: `${day} 23:59`, staff: 1 };
    }),
  );
  const early = await makeClinic(test, { title: 'Early', day: '2027-03-07', from: '02:00', to: '03:00' });
  await test.database.query('insert into clinic_staff (clinic_id, staff_id) values ($1, $2)', [early.id, staffId]);
  await page.open(`/staff/clinics/${early.id}/copy`);
  await page.press('Make the copies', { weeks: '2' });
  expect(page.text).toContain('The clock changes on 2027-03-14');
  expect(await test.database.query(`select 1 from clinics where title = 'Early'`)).toHaveLength(1);
});

it('has texts of its own in one language, the standard ones in the other, and the public reads them', async () => {
  const clinic = await makeClinic(test, { title: 'Texts', day: '2027-03-06' });
  const { cookie } = await signedIn(test, 'coordinator', { clinics: [clinic.id] });
  const page = await pageOf(cookie);
  await page.open(`/staff/clinics/${clinic.id}/texts`);
  expect(page.html).toContain('Your Social Security card');
  await page.press('Keep these texts', { 'bring-en': 'My number is A123456789' });
  expect(page.text).toContain('This looks like an A-number');
  await page.press('Keep these texts', { 'bring-en': 'A blue pen\n\n Your letter ' });
  await page.open(`/staff/clinics/${clinic.id}/texts`);
  expect(page.text).toContain('but not in Español');
  const read = async (locale: string) => (await test.app.inject(`/${locale}/clinics/${clinic.slug}`)).body;
  const [en, es] = [await read('en'), await read('es')];
  expect(en).toContain('A blue pen');
  expect(en).not.toContain('Your Social Security card');
  expect(es).toContain('Su tarjeta del Seguro Social');
  await booked(test, bookingBody(clinic.slots[0]?.id ?? ''));
});

it('keeps people who booked from being misled: another place is a change that they are told of', async () => {
  const clinic = await makeClinic(test, { title: 'Booked', day: '2027-03-06' });
  await booked(test, bookingBody(clinic.slots[0]?.id ?? ''));
  const { cookie } = await signedIn(test, 'coordinator', { clinics: [clinic.id] });
  const page = await pageOf(cookie);
  await page.open(`/staff/clinics/${clinic.id}/edit`);
  expect(page.text).toContain('another place or link is a change that they are told of');
  await page.press('Keep these changes', { title: 'Booked and renamed' });
  expect(page.title).toBe('Booked and renamed');
  const authorization = `Bearer ${await test.token('coordinator')}`;
  const patch = (payload: object) =>
    test.app.inject({ method: 'PATCH', url: `/api/admin/clinics/${clinic.id}`, headers: { authorization }, payload });
  expect((await patch({ room: 'Room 5' })).json()).toMatchObject({ errors: [{ code: 'place_needs_telling' }] });
  expect((await patch({ day: '2027-03-07' })).json()).toMatchObject({ errors: [{ code: 'day_has_times' }] });
});

it('has a team: one coordinator stays, and nobody else sees it', async () => {
  const clinic = await makeClinic(test, { title: 'Team', day: '2027-03-06' });
  const { cookie, id } = await signedIn(test, 'coordinator', { clinics: [clinic.id], name: 'Cora' });
  const intake = await makeMember(test, 'intake', { name: 'Ines', password: false });
  const page = await pageOf(cookie);
  await page.open(`/staff/clinics/${clinic.id}/team`);
  await page.press('Keep the team', { team: intake.id });
  expect(page.text).toContain('At least one coordinator stays');
  const form = page.formOf('Keep the team');
  const body = `${form.body.replace(/&?team=[^&]*/g, '')}&team=${id}&team=${intake.id}`;
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  await test.app.inject({ method: 'POST', url: `/staff/clinics/${clinic.id}/team`, headers, payload: body });
  await page.open(`/staff/clinics/${clinic.id}`);
  expect(page.text).toContain('Cora (coordinator), Ines (intake)');
  const other = await pageOf((await signedIn(test, 'coordinator')).cookie);
  for (const part of ['', '/edit', '/times', '/texts', '/team', '/copy', '/change']) {
    await other.open(`/staff/clinics/${clinic.id}${part}`);
    expect([part, other.status]).toEqual([part, 404]);
  }
});
