import { randomUUID } from 'node:crypto';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';
import { book, bookingBody, makeClinic } from '../support/factories.js';

let test: TestApp;
let authorization: string;

beforeAll(async () => {
  test = await startTestApp({ clock: new TestClock(new Date('2026-12-01T15:00:00Z')) });
  authorization = `Bearer ${await test.token()}`;
});
afterAll(() => test.close());

const call = (method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object) =>
  test.app.inject({ method, url: `/api/admin/${path}`, headers: { authorization }, payload });

const codes = (answer: { json: () => unknown }) =>
  ((answer.json() as { errors?: { field: string; code: string }[] }).errors ?? []).map((e) => `${e.field} ${e.code}`);

const venue = {
  name: 'Codman Square Library',
  address: '690 Washington Street, Dorchester, MA 02124',
  city: 'Dorchester',
  accessibility: 'Ramp at the side door',
};
const clinic = {
  title: 'Codman Square Library',
  smsName: 'Codman Square Library clinic',
  mode: 'in_person',
  timeZone: 'America/New_York',
  day: '2026-12-12',
  languages: ['en', 'ht', 'kea'],
  bookingOpensAt: '2026-12-01T09:00:00-05:00',
  bookingClosesAt: '2026-12-11T17:00:00-05:00',
};
const plan = { from: '09:30', to: '16:00', everyMinutes: 30, capacity: 4, gaps: [{ from: '13:00', to: '13:30' }] };

const made = async (input: object = clinic) => (await call('POST', 'clinics', input)).json<{ id: string }>().id;

describe('the team', () => {
  it('makes a venue and a clinic, plans its slots and publishes it', async () => {
    const { id: venueId } = (await call('POST', 'venues', venue)).json<{ id: string }>();
    const renamed = await call('PATCH', `venues/${venueId}`, { room: 'Community room' });
    expect(renamed.json()).toMatchObject({ ...venue, room: 'Community room' });
    const id = await made({ ...clinic, venueId });
    const preview = await call('POST', `clinics/${id}/slot-plan`, { ...plan, preview: true });
    expect(preview.json<{ planned: unknown[] }>().planned).toHaveLength(12);
    expect((await call('GET', `clinics/${id}/slots`)).json()).toEqual({ slots: [] });
    expect((await call('POST', `clinics/${id}/slot-plan`, plan)).json()).toMatchObject({ applied: true });
    const unseen = await test.app.inject({ url: '/api/clinics' });
    expect(unseen.body).not.toContain(id);
    expect((await call('POST', `clinics/${id}/publish`)).json()).toMatchObject({ status: 'published', placesLeft: 48 });
    const listed = (await test.app.inject({ url: '/api/clinics?mode=in_person&language=ht' })).json<{
      clinics: unknown[];
    }>();
    expect(listed.clinics).toMatchObject([
      {
        id,
        status: 'published',
        startsAt: '2026-12-12T09:30:00-05:00',
        endsAt: '2026-12-12T16:00:00-05:00',
        venue: { name: venue.name, address: venue.address },
        placesLeft: 48,
        bookingOpensAt: '2026-12-01T09:00:00-05:00',
      },
    ]);
    expect((await test.app.inject({ url: '/api/clinics?language=ru' })).json()).toEqual({ clinics: [] });
    expect((await test.app.inject({ url: '/api/clinics?from=2026-12-13' })).json()).toEqual({ clinics: [] });
  });

  it('is told everything that blocks publishing, each at its field', async () => {
    const id = await made({ ...clinic, mode: 'virtual', bookingOpensAt: null });
    const refused = await call('POST', `clinics/${id}/publish`);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([422, 'not_publishable']);
    expect(codes(refused)).toEqual([
      'slots no_slots',
      'joiningLink no_joining_link',
      'bookingOpensAt no_booking_window',
    ]);
  });

  it('cannot take away from a published clinic what publishing asked for', async () => {
    const { id } = await makeClinic(test, { mode: 'virtual' });
    expect(codes(await call('PATCH', `clinics/${id}`, { joiningLink: null }))).toEqual(['joiningLink no_joining_link']);
    expect(codes(await call('PATCH', `clinics/${id}`, { title: null }))).toEqual(['title required']);
  });

  it('moves the booking window of what is on sale', async () => {
    const { id, slots } = await makeClinic(test);
    const window = { bookingOpensAt: '2026-12-02T00:00:00Z', bookingClosesAt: '2026-12-03T00:00:00Z' };
    expect((await call('PATCH', `clinics/${id}`, window)).json()).toMatchObject({ placesLeft: 0 });
    expect((await book(test, bookingBody(slots[0]?.id ?? ''))).json()).toMatchObject({ code: 'booking_closed' });
  });

  it('changes a slot, but not below what is taken, and closes it', async () => {
    const { id, slots } = await makeClinic(test);
    const slotId = slots[0]?.id ?? '';
    await book(test, bookingBody(slotId));
    await book(test, bookingBody(slotId));
    expect(codes(await call('PATCH', `clinics/${id}/slots/${slotId}`, { capacity: 1 }))).toEqual([
      'capacity capacity_below_taken',
    ]);
    await call('PATCH', `clinics/${id}/slots/${slotId}`, { capacity: 3 });
    expect((await book(test, bookingBody(slotId))).statusCode).toBe(201);
    await call('PATCH', `clinics/${id}/slots/${slotId}`, { capacity: 9, open: false });
    expect((await book(test, bookingBody(slotId))).json()).toMatchObject({ code: 'booking_closed' });
    expect((await call('PATCH', `clinics/${id}/slots/${randomUUID()}`, { capacity: 3 })).statusCode).toBe(404);
  });
});

describe('bad input names its field and stores nothing', () => {
  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone time_zone_unknown'],
    [{ bookingClosesAt: '2026-12-01T08:00:00-05:00' }, 'bookingClosesAt end_before_start'],
    [{ bookingOpensAt: 'tomorrow' }, 'bookingOpensAt instant_form'],
    [{ day: '2026-02-31' }, 'day day_form'],
    [{ day: 'Saturday' }, 'day day_form'],
    [{ mode: 'telepathy' }, 'mode not_in_list'],
    [{ languages: [] }, 'languages language_unknown'],
    [{ languages: ['tlh'] }, 'languages language_unknown'],
    [{ title: '' }, 'title required'],
    [{ title: 'x'.repeat(121) }, 'title too_long'],
    [{ title: 'A\u0000B' }, 'title hidden_characters'],
    [{ smsName: 'Citizenship clinic' }, 'smsName sms_word'],
    [{ venueId: randomUUID() }, 'venueId venue_unknown'],
    [{ venueId: 7 }, 'venueId id_form'],
    [{ joiningLink: 'javascript:alert(1)' }, 'joiningLink web_address_form'],
    [{ surprise: 1 }, 'surprise unknown_field'],
  ])('clinic %j', async (wrong, error) => {
    const before = (await call('GET', 'clinics')).body;
    const answer = await call('POST', 'clinics', { ...clinic, ...wrong });
    expect(answer.statusCode).toBe(422);
    expect(codes(answer)).toEqual([error]);
    expect((await call('GET', 'clinics')).body).toBe(before);
  });

  it.each([
    [{ to: '09:00' }, 'to end_before_start'],
    [{ from: '9:30' }, 'from wall_time_form'],
    [{ from: '25:00' }, 'from wall_time_form'],
    [{ capacity: 0 }, 'capacity out_of_range'],
    [{ capacity: '4' }, 'capacity wrong_type'],
    [{ everyMinutes: 0.5 }, 'everyMinutes out_of_range'],
    [{ from: '00:00', to: '23:55', everyMinutes: 5 }, 'everyMinutes too_many_slots'],
    [{ gaps: 'lunch' }, 'gaps wrong_type'],
    [{ gaps: [{ from: '13:00', to: '12:00' }] }, 'gaps gap_end_before_start'],
    [{ gaps: [{ from: '13:00' }] }, 'gaps.0.to wall_time_form'],
  ])('slot plan %j', async (wrong, error) => {
    const id = await made();
    const answer = await call('POST', `clinics/${id}/slot-plan`, { ...plan, ...wrong });
    expect(answer.statusCode).toBe(422);
    expect(codes(answer)).toEqual([error]);
    expect((await call('GET', `clinics/${id}/slots`)).json()).toEqual({ slots: [] });
  });

  it('a plan that overlaps what is there, and 10,000 slots little by little', async () => {
    const id = await made();
    await call('POST', `clinics/${id}/slot-plan`, plan);
    expect(codes(await call('POST', `clinics/${id}/slot-plan`, { ...plan, from: '12:45', to: '14:00' }))).toEqual([
      'from slots_overlap',
    ]);
    const more = { from: '16:00', to: '23:55', everyMinutes: 5, capacity: 1 };
    expect((await call('POST', `clinics/${id}/slot-plan`, more)).statusCode).toBe(200);
    expect(codes(await call('POST', `clinics/${id}/slot-plan`, { ...more, from: '00:00', to: '09:30' }))).toEqual([
      'everyMinutes too_many_slots',
    ]);
  });

  it('a plan on the hour that the clock jumps over', async () => {
    const id = await made({ ...clinic, day: '2027-03-14' });
    expect(codes(await call('POST', `clinics/${id}/slot-plan`, { ...plan, from: '02:00' }))).toEqual([
      'from no_such_time',
    ]);
  });

  it.each(['venues', 'clinics'])('%s with a body that is no object', async (path) => {
    for (const payload of ['[]', '"text"', 'null', '{', '']) {
      const headers = { authorization, 'content-type': 'application/json' };
      const answer = await test.app.inject({ method: 'POST', url: `/api/admin/${path}`, headers, payload });
      expect([400, 422]).toContain(answer.statusCode);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    }
  });
});

it('each change leaves a row in the audit trail that says who made it; a look before, and a refusal, leave none', async () => {
  const actions = () =>
    test.database
      .query<{ did: string }>(
        `select action || coalesce(': ' || reason, '') as did from audit_events where actor like 'token:%'
           and action <> 'token_made' order by id`,
      )
      .then((rows) => rows.map(({ did }) => did));
  const before = (await actions()).length;
  const place = (await call('POST', 'venues', venue)).json<{ id: string }>();
  await call('PATCH', `venues/${place.id}`, { room: '2' });
  const id = await made({ ...clinic, venueId: place.id });
  await call('POST', `clinics/${id}/slot-plan`, { ...plan, preview: true });
  await call('POST', `clinics/${id}/slot-plan`, plan);
  await call('PATCH', `clinics/${id}`, { title: 'Other' });
  await call('POST', `clinics/${id}/publish`);
  await call('POST', `clinics/${id}/publish`);
  const slots = (await call('GET', `clinics/${id}/slots`)).json<{ slots: { id: string }[] }>().slots;
  await call('PATCH', `clinics/${id}/slots/${slots[0]?.id}`, { capacity: 7, open: false });
  expect((await actions()).slice(before)).toEqual([
    ...['venue_made', 'venue_changed', 'clinic_made'],
    ...['slots_planned: 12 from 09:30 to 16:00, 4 places each', 'clinic_changed: title', 'clinic_published'],
    'slot_changed: 9:30 am, 7 places, closed',
  ]);
});
