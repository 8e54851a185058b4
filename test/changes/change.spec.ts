import { SHELL } from '../../src/access/caller.js';
import { bringBack, callOff, changePlace, moveClinic } from '../../src/bookings/changes/decisions.js';
import type { Decision } from '../../src/bookings/changes/make-decision.js';
import { MakeDecision } from '../../src/bookings/changes/make-decision.js';
import { TellPeople } from '../../src/bookings/changes/tell-people.js';
import { ChangesReader } from '../../src/bookings/changes/changes-reader.js';
import { Telling } from '../../src/bookings/changes/telling.js';
import { AddVenue } from '../../src/clinics/save-venue.js';
import { booked, codeOf, placesLeft, tokenOf } from '../support/bookings.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';

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

async function reachOf(clinicId: string) {
  const [latest] = await test.app.get(ChangesReader).ofClinic(clinicId, 'all');
  return latest?.reach;
}

const textsTo = (phone: string) => test.sms.to(phone).map(({ body }) => body);

/** One by text in English, one by email in Spanish, one by neither, one who opted out, and a family of two by text. */
async function fiveBookings(slots: { id: string }[]) {
  const at = (i: number, contact: object) => booked(test, bookingBody(slots[i]?.id ?? '', contact as never));
  const made = {
    text: await at(0, { phone: '+16175550101' }),
    email: await at(0, {
      phone: undefined,
      email: 'a@example.org',
      language: 'es',
      smsConsent: false,
      emailConsent: true,
    }),
    neither: await at(1, { phone: '+16175550103', smsConsent: false }),
    optedOut: await at(1, { phone: '+16175550104' }),
    spanish: await at(2, { phone: '+16175550105', language: 'es' }),
  };
  await test.dispatch();
  await test.database.query(
    `insert into opt_outs (channel, address_ix, reason, at)
     select 'sms', phone_ix, 'STOP', now() from bookings where reference = $1`,
    [made.optedOut.reference],
  );
  return made;
}

describe('calling off', () => {
  it('says before it is done who would be told what, and then tells each once by what they chose', async () => {
    const clinic = await makeClinic(test, { day: DAY, to: '11:00', capacity: 4 });
    const made = await fiveBookings(clinic.slots);
    const { told, proposal } = await look(clinic.id, callOff('Snow'));
    expect(told).toMatchObject({ bookings: 5, people: 5, calls: 2, emails: [{ locale: 'es', bookings: 1 }] });
    expect(told.texts.map(({ locale, bookings }) => [locale, bookings])).toEqual([
      ['en', 1],
      ['es', 1],
    ]);
    expect(told.languages).toEqual([
      { language: 'en', bookings: 3 },
      { language: 'es', bookings: 2 },
    ]);
    expect(told.texts[0]?.text).toContain('will NOT take place');
    const sentBefore = test.sms.sent.length;

    const done = await decide(clinic.id, callOff('Snow'), proposal.seen);
    expect(done).toMatchObject({ bookings: 5 });
    // The places closed with the decision, before anybody was told.
    expect(codeOf(await book(test, bookingBody(clinic.slots[0]?.id ?? '')))).toBe('booking_closed');
    expect(await reachOf(clinic.id)).toMatchObject({ waiting: 5 });
    await tell(clinic.id);
    await tell(clinic.id);
    expect(test.sms.sent.length - sentBefore).toBe(2);
    const [text = ''] = textsTo('+16175550101').slice(-1);
    // What was shown is what was sent, but for the reference and the link.
    const bare = (words: string) => words.replace(/https?:\S+/, '').replace(/[A-Z0-9]{3} [A-Z0-9]{3}\.$/, '');
    expect(bare(text)).toBe(bare(told.texts[0]?.text ?? ''));
    expect(textsTo('+16175550105').slice(-1)[0]).toContain('NO se hará');
    expect(textsTo('+16175550103')).toEqual([]);
    const mail = test.mail.to('a@example.org').slice(-1)[0];
    expect(mail?.subject).toContain('Esta clínica no se hará');
    expect(await reachOf(clinic.id)).toEqual({ told: 3, call: 2, waiting: 0, delivered: 0, reached: 0, moved_on: 0 });
    expect(await countsDiffer(test)).toEqual([]);

    // Whoever was told chooses another date with the link in the message.
    const other = await makeClinic(test, { title: 'Grove Hall', day: '2026-12-12' });
    const page = new PlainBrowser(test);
    await page.open(`/m/${tokenOf(made.text)}`);
    expect(page.title).toBe('This clinic is cancelled');
    await page.follow('Choose another date');
    await page.follow('9:30');
    await page.press('Yes');
    expect(page.title).toBe('Your place is moved');
    expect(await placesLeft(test, other.id)).toEqual([1, 2]);
    expect(await reachOf(clinic.id)).toMatchObject({ moved_on: 1, told: 2 });
  });

  it('brings back what it closed, and tells again whoever is still booked', async () => {
    const clinic = await makeClinic(test, { day: DAY, to: '11:00', capacity: 4 });
    await test.database.query('update slots set open = false where id = $1', [clinic.slots[2]?.id]);
    const made = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone: '+16175550111' }));
    await decide(clinic.id, callOff());
    // Not yet told of the first when the second is decided: whoever is told, is told what is true.
    await test.app.get(TellPeople).run(clinic.id);
    await decide(clinic.id, bringBack());
    await tell(clinic.id);
    expect(textsTo('+16175550111').slice(-1)[0]).toContain('WILL take place');
    expect(textsTo('+16175550111').filter((words) => words.includes('NOT'))).toEqual([]);
    expect(await placesLeft(test, clinic.id)).toEqual([3, 4, 0]);
    const calendar = (await test.app.inject({ url: new URL(made.calendarUrl).pathname })).body;
    expect(calendar).toContain('SEQUENCE:3');
    expect(calendar).toContain('STATUS:CONFIRMED');
    await expect(decide(clinic.id, bringBack())).rejects.toMatchObject({ code: 'not_called_off' });
  });

  it('is refused when the clinic is not what was seen, or over, or a draft', async () => {
    const clinic = await makeClinic(test, { day: DAY });
    const { proposal } = await look(clinic.id, callOff());
    test.clock.at = new Date(test.clock.at.getTime() + 1_000);
    await decide(clinic.id, moveClinic({ start: '10:00' }));
    await expect(decide(clinic.id, callOff(), proposal.seen)).rejects.toMatchObject({ code: 'changed_meanwhile' });
    const draft = await makeClinic(test, { day: DAY, draft: true });
    await expect(decide(draft.id, callOff())).rejects.toMatchObject({ code: 'not_published' });
    await expect(decide(draft.id, bringBack())).rejects.toMatchObject({ code: 'not_called_off' });
  });
});

it('moves a whole clinic: every time keeps its distance on the wall, and people are told where and when', async () => {
  const clinic = await makeClinic(test, { day: DAY, to: '11:00', capacity: 2 });
  await booked(test, bookingBody(clinic.slots[1]?.id ?? '', { phone: '+16175550121' }));
  await decide(clinic.id, moveClinic({ day: '2026-12-12', start: '10:00' }));
  await tell(clinic.id);
  const [text = ''] = textsTo('+16175550121').slice(-1);
  expect(text).toMatch(/Saturday, December 12, 10:30 am, 1 Test Street, Dorchester, MA 02124/);
  const starts = await test.database.query<{ at: Date }>(
    'select starts_at as at from slots where clinic_id = $1 order by 1',
    [clinic.id],
  );
  expect(starts.map(({ at }) => at.toISOString())).toEqual([
    '2026-12-12T15:00:00.000Z',
    '2026-12-12T15:30:00.000Z',
    '2026-12-12T16:00:00.000Z',
  ]);
  // Half an hour later on the same day: each moves onto where the next one was.
  await decide(clinic.id, moveClinic({ start: '10:30' }));
  await expect(decide(clinic.id, moveClinic({ start: '10:30' }))).rejects.toMatchObject({ code: 'invalid' });
  await expect(decide(clinic.id, moveClinic({ start: '23:30' }))).rejects.toMatchObject({ code: 'invalid' });
});

it('tells of another room with the address and the room; of a place with a telling name only that the link says it', async () => {
  const clinic = await makeClinic(test, { day: DAY });
  await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone: '+16175550131' }));
  const [row] = await test.database.query<{ venue: string }>('select venue_id as venue from clinics where id = $1', [
    clinic.id,
  ]);
  await decide(clinic.id, changePlace({ venueId: row?.venue ?? '', room: 'Room 5' }));
  await tell(clinic.id);
  expect(textsTo('+16175550131').slice(-1)[0]).toContain('1 Test Street, Dorchester, MA 02124, Room 5');
  const venue = await test.app
    .get(AddVenue)
    .run({ name: 'Center', address: 'Immigrant Center, 2 Main Street', city: 'Boston' }, SHELL);
  await decide(clinic.id, changePlace({ venueId: venue.id, room: null }));
  await tell(clinic.id);
  expect(textsTo('+16175550131').slice(-1)[0]).toContain('see the link');
});
