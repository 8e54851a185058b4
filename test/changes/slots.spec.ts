import { SHELL } from '../../src/access/caller.js';
import { closeAndMove } from '../../src/bookings/changes/close-slot.js';
import { changePlace } from '../../src/bookings/changes/decisions.js';
import type { Decision } from '../../src/bookings/changes/make-decision.js';
import { MakeDecision } from '../../src/bookings/changes/make-decision.js';
import { TellPeople } from '../../src/bookings/changes/tell-people.js';
import { Telling } from '../../src/bookings/changes/telling.js';
import { booked, placesLeft, tokenOf } from '../support/bookings.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { signedIn } from '../support/staff.js';

/** A Thursday in Boston, two days before the clinics. */
const NOW = '2026-12-03T15:00:00Z';
const DAY = '2026-12-05';

let test: MessagingApp;
beforeAll(async () => {
  test = await startMessagingApp(NOW);
});
afterAll(() => test.close());

const decide = (clinicId: string, decision: Decision, seen?: string) =>
  test.app.get(MakeDecision).run(clinicId, decision, SHELL, { decide: seen });
const look = async (clinicId: string, decision: Decision) => {
  const { proposal } = await test.app.get(MakeDecision).run(clinicId, decision, SHELL, { preview: true });
  return { proposal, told: await test.app.get(Telling).of(proposal) };
};

/** The job, and then the messages. */
async function tell(clinicId: string): Promise<void> {
  await test.app.get(TellPeople).run(clinicId);
  await test.dispatch();
}

describe('closing a time', () => {
  it('moves its people to the nearest times with room, families together, or nobody', async () => {
    const clinic = await makeClinic(test, { day: DAY, from: '09:30', to: '11:30', capacity: 3 });
    const [early, closing, late] = clinic.slots.map(({ id }) => id);
    const family = {
      ...bookingBody(closing ?? '', { phone: '+16175550141' }),
      attendees: [{ fullName: 'Ana Bo' }, { fullName: 'Rui Bo' }],
    };
    await booked(test, family);
    await booked(test, bookingBody(closing ?? '', { phone: '+16175550142' }));
    await booked(test, bookingBody(early ?? ''));
    await booked(test, bookingBody(early ?? ''));
    const { proposal, told } = await look(clinic.id, closeAndMove(closing ?? ''));
    expect(told).toMatchObject({ bookings: 2, people: 3 });
    expect(proposal.spread?.map(({ people }) => people).sort()).toEqual([1, 2]);
    await decide(clinic.id, closeAndMove(closing ?? ''), proposal.seen);
    await tell(clinic.id);
    expect(await countsDiffer(test)).toEqual([]);
    expect((await placesLeft(test, clinic.id)).slice(0, 3)).toEqual([0, 0, 1]);
    expect(textsTo('+16175550141').slice(-1)[0]).toContain('10:30 am');
    expect(textsTo('+16175550142').slice(-1)[0]).toContain('9:30 am');

    await decide(clinic.id, closeAndMove(late ?? ''));
    const full = await makeClinic(test, { day: DAY, capacity: 1 });
    for (const slot of full.slots) await booked(test, bookingBody(slot.id));
    await expect(decide(full.id, closeAndMove(full.slots[0]?.id ?? ''))).rejects.toMatchObject({
      code: 'no_room_to_move',
    });
    expect(await countsDiffer(test)).toEqual([]);
  });

  it('keeps the counts right while people cancel and book', async () => {
    for (let round = 0; round < 3; round++) {
      const clinic = await makeClinic(test, { day: DAY, to: '11:30', capacity: 12 });
      const closing = clinic.slots[1]?.id ?? '';
      const made = await Promise.all(Array.from({ length: 10 }, () => booked(test, bookingBody(closing))));
      const cancels = made
        .slice(0, 5)
        .map(({ manageUrl }) =>
          test.app.inject({ method: 'POST', url: `/api/bookings/${tokenOf({ manageUrl })}/cancel` }),
        );
      const books = Array.from({ length: 5 }, () => book(test, bookingBody(closing)));
      await Promise.all([...cancels, decide(clinic.id, closeAndMove(closing)), ...books]);
      expect(await countsDiffer(test)).toEqual([]);
      const [left] = await test.database.query<{ n: number }>(
        `select count(*)::integer as n from attendees where slot_id = $1 and status = 'expected'`,
        [closing],
      );
      expect(left?.n).toBe(0);
    }
  });
});

it('by pages: form, what would be, decided; what was typed stays, and a second look when something changed', async () => {
  const clinic = await makeClinic(test, { title: 'Codman', day: DAY });
  await booked(test, bookingBody(clinic.slots[0]?.id ?? ''));
  const { cookie } = await signedIn(test, 'coordinator', { clinics: [clinic.id] });
  const page = new PlainBrowser(test);
  page.jar.set('staff', cookie.split('=')[1] ?? '');
  const name = cookie.split('=')[0] ?? '';
  page.jar.set(name, cookie.slice(name.length + 1));
  await page.open(`/staff/clinics/${clinic.id}/change`);
  await page.follow('Move to another day');
  await page.press('Show who', { day: '2026-12-12', start: 'noon' });
  expect(page.status).toBe(422);
  expect(page.text).toContain('Write the time like 09:30');
  expect(page.html).toContain('value="2026-12-12"');
  await page.press('Show who', { start: '10:00' });
  expect(page.title).toBe('Moved to another day?');
  expect(page.text).toContain('1 person in 1 booking would be told');
  test.clock.at = new Date(test.clock.at.getTime() + 1_000);
  await decide(clinic.id, changePlace({ venueId: await venueOf(clinic.id), room: 'Room 1' }));
  await page.press('Move and tell 1 person');
  expect([page.status, page.text.includes('Nothing was done')]).toEqual([409, true]);
  await page.press('Move and tell 1 person');
  expect(page.title).toBe('Moved to another day');
  await tell(clinic.id);
  await page.open(page.url);
  expect(page.text).toContain('1 of 1 booking told');
  await page.open(`/staff/clinics/${clinic.id}/slots/${clinic.slots[0]?.id}`);
  await page.press('Keep the number', { capacity: '0' });
  expect(page.text).toContain('More places are taken than this');
  await page.press('Close it for new bookings');
  expect(page.text).toContain('closed');
  await page.open(`/staff/clinics/${clinic.id}/changes`);
  expect(page.text).toContain('Moved to another day');
});

async function venueOf(clinicId: string): Promise<string> {
  const [row] = await test.database.query<{ id: string }>('select venue_id as id from clinics where id = $1', [
    clinicId,
  ]);
  return row?.id ?? '';
}

const textsTo = (phone: string) => test.sms.to(phone).map(({ body }) => body);
