import { SHELL } from '../../src/access/caller.js';
import { bringBack, callOff, changePlace, moveClinic } from '../../src/bookings/changes/decisions.js';
import type { Decision } from '../../src/bookings/changes/make-decision.js';
import { MakeDecision } from '../../src/bookings/changes/make-decision.js';
import { TellPeople } from '../../src/bookings/changes/tell-people.js';
import { EditClinic } from '../../src/clinics/save-clinic.js';
import { booked, placesLeft } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { atTheTable, to } from '../support/roster.js';
import { signedIn } from '../support/staff.js';

/** What goes wrong in a hurry, or at an odd moment of the day. Two days before the clinics, at ten in the morning. */
const NOW = '2026-12-03T15:00:00Z';
const DAY = '2026-12-05';

let test: MessagingApp;
beforeAll(async () => {
  test = await startMessagingApp(NOW);
});
beforeEach(() => {
  test.clock.at = new Date(NOW);
});
afterAll(() => test.close());

const decide = (clinicId: string, decision: Decision) =>
  test.app.get(MakeDecision).run(clinicId, decision, SHELL, { decide: undefined });
const textsTo = (phone: string) => test.sms.to(phone).map(({ body }) => body);

async function coordinatorOf(clinicId: string): Promise<PlainBrowser> {
  const { cookie } = await signedIn(test, 'coordinator', { clinics: [clinicId] });
  const page = new PlainBrowser(test);
  page.jar.set(cookie.split('=')[0] ?? '', cookie.slice(cookie.indexOf('=') + 1));
  return page;
}

async function venueOf(clinicId: string): Promise<string> {
  const [row] = await test.database.query<{ id: string }>('select venue_id as id from clinics where id = $1', [
    clinicId,
  ]);
  return row?.id ?? '';
}

it('during the day, whoever has been there already is told nothing', async () => {
  const clinic = await makeClinic(test, { day: DAY, to: '11:00' });
  await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone: '+16175550161' }));
  await booked(test, bookingBody(clinic.slots[2]?.id ?? '', { phone: '+16175550162' }));
  await test.dispatch();
  const before = textsTo('+16175550161').length;
  test.clock.at = new Date('2026-12-05T15:05:00Z');
  const room = changePlace({ venueId: await venueOf(clinic.id), room: 'Room 5' });
  for (const decision of [room, callOff('Power cut'), bringBack()]) {
    expect(await decide(clinic.id, decision)).toMatchObject({ bookings: 1 });
    await test.app.get(TellPeople).run(clinic.id);
    await test.dispatch();
  }
  expect(textsTo('+16175550161')).toHaveLength(before);
  expect(textsTo('+16175550162').slice(-1)[0]).toContain('WILL take place');
});

it('whoever is done is told nothing; a clinic on another day begins anew', async () => {
  const clinic = await makeClinic(test, { day: DAY });
  const slotId = clinic.slots[0]?.id ?? '';
  const [done, here] = [
    await booked(test, bookingBody(slotId, { phone: '+16175550163' })),
    await booked(test, bookingBody(slotId, { phone: '+16175550164' })),
  ].map(({ attendees }) => attendees[0]?.id ?? '');
  const { tap } = await atTheTable(test, clinic);
  await tap(to(done ?? '', 0, { status: 'done' }), to(here ?? '', 0, { status: 'arrived' }));
  const room = changePlace({ venueId: await venueOf(clinic.id), room: 'Room 5' });
  expect(await decide(clinic.id, room)).toMatchObject({ bookings: 1 });
  await decide(clinic.id, moveClinic({ day: '2026-12-06' }));
  const people = await test.database.query(
    'select status, version, arrived_at as at from attendees where clinic_id = $1 order by status',
    [clinic.id],
  );
  expect(people).toMatchObject([
    { status: 'done', version: 1 },
    { status: 'expected', version: 2, at: null },
  ]);
});

describe('while a clinic is called off', () => {
  it('its booking window may be changed, and is that of its times once it is back', async () => {
    const clinic = await makeClinic(test, { day: DAY });
    await decide(clinic.id, callOff());
    await test.app.get(EditClinic).run(clinic.id, { bookingClosesAt: '2026-12-03T14:30:00Z' }, SHELL);
    await decide(clinic.id, bringBack());
    expect(await placesLeft(test, clinic.id)).toEqual([0, 0]);
  });

  it('it keeps what it was published with, and the place that people know of', async () => {
    const clinic = await makeClinic(test, { day: DAY });
    await booked(test, bookingBody(clinic.slots[0]?.id ?? ''));
    await decide(clinic.id, callOff());
    const edit = (input: object) => test.app.get(EditClinic).run(clinic.id, input, SHELL);
    const refused = (field: string, code: string) => ({ details: { fields: [{ field, code }] } });
    await expect(edit({ bookingClosesAt: null })).rejects.toMatchObject(refused('bookingClosesAt', 'required'));
    await expect(edit({ room: 'Room 5' })).rejects.toMatchObject(refused('venueId', 'place_needs_telling'));
  });
});

it('is not moved to a day on which nobody could ever book it', async () => {
  const clinic = await makeClinic(test, { day: '2026-12-19' });
  await test.app
    .get(EditClinic)
    .run(clinic.id, { bookingOpensAt: '2026-12-10T14:00:00Z', bookingClosesAt: '2026-12-18T22:00:00Z' }, SHELL);
  await expect(decide(clinic.id, moveClinic({ day: DAY }))).rejects.toMatchObject({
    details: { fields: [{ field: 'day', code: 'booking_window_empty' }] },
  });
  await decide(clinic.id, moveClinic({ day: '2026-12-12' }));
});

describe('in a hurry', () => {
  it('a form sent as it came changes nothing, and tells nobody', async () => {
    const clinic = await makeClinic(test, { day: DAY });
    await test.database.query('update venues set room = $2 where id = $1', [await venueOf(clinic.id), 'Hall']);
    const page = await coordinatorOf(clinic.id);
    await page.open(`/staff/clinics/${clinic.id}/change/place`);
    await page.press('Show who would be told');
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('That is how it is already')]);
    await page.open(`/staff/clinics/${clinic.id}/slots/${clinic.slots[0]?.id}`);
    await page.press('Show who would be told');
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('That is how it is already')]);
  });

  it('the same button pressed twice decides once, and shows what was decided', async () => {
    const clinic = await makeClinic(test, { day: DAY });
    const page = await coordinatorOf(clinic.id);
    for (const [what, button, again] of [
      ['move', 'Move', 'Moved to another day'],
      ['call-off', 'Call off', 'Called off'],
    ] as const) {
      test.clock.at = new Date(test.clock.at.getTime() + 1_000);
      await page.open(`/staff/clinics/${clinic.id}/change/${what}`);
      await page.press('Show who would be told', what === 'move' ? { day: '2026-12-12' } : {});
      const { body } = page.formOf(button);
      await page.press(button);
      expect(page.title).toBe(again);
      const headers = {
        cookie: [...page.jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...{ 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      };
      const url = `/staff/clinics/${clinic.id}/change/${what}`;
      const second = await test.app.inject({ method: 'POST', url, headers, payload: body });
      expect([what, second.statusCode, second.headers.location]).toEqual([
        what,
        303,
        `/staff/clinics/${clinic.id}/changes`,
      ]);
    }
    expect(await test.database.query('select 1 from clinic_changes where clinic_id = $1', [clinic.id])).toHaveLength(2);
  });
});
