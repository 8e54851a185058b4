import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { SHELL } from '../access/caller.js';
import { normalName } from '../bookings/contact-rules.js';
import { insertSlots } from '../clinics/plan-slots.js';
import { draftOf, insertDraft } from '../clinics/save-clinic.js';
import { AddVenue } from '../clinics/save-venue.js';
import { planSlots } from '../clinics/slot-plan-rules.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Sealer } from '../platform/sealing.js';
import { STANDARD_STATIONS } from '../roster/roster-rules.js';
import { TapRoster } from '../roster/tap-roster.js';
import { PRACTICE_NAMES } from './practice-names.js';
import { SeedBookings } from './seed-bookings.js';

const ZONE = 'America/New_York';
const PEOPLE = 60;
/** So many have come by now, and have gone on to one of the first stations. */
const HERE = 14;

/** A clinic that goes on today with sixty made-up people: to learn the roster with before the day, or to try it. */
@Injectable()
export class PracticeDay {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly addVenue: AddVenue,
    private readonly seedBookings: SeedBookings,
    private readonly tapRoster: TapRoster,
  ) {}

  /** Everybody who is assigned to clinics gets it. Returns its id. */
  async make(): Promise<string> {
    const now = DateTime.fromJSDate(this.clock.now(), { zone: ZONE });
    const place = { address: '690 Washington Street, Dorchester, MA 02124', city: 'Dorchester' };
    const venue = await this.addVenue.run({ name: 'Codman Square Library (practice)', ...place }, SHELL);
    const id = await this.clinic(now, venue.id);
    await this.database.query(
      `insert into clinic_stations (clinic_id, position, name)
       select $1, n, name from unnest($2::text[]) with ordinality as w (name, n)`,
      [id, STANDARD_STATIONS],
    );
    await this.database.query(
      `insert into clinic_staff (clinic_id, staff_id)
       select $1, id from staff where role in ('coordinator', 'intake') and status <> 'left'`,
      [id],
    );
    await this.seedBookings.fill([id], PEOPLE);
    const people = await this.name(id);
    await this.receive(id, people.slice(0, HERE));
    return id;
  }

  /** From two hours ago until some hours from now, within the day. */
  private async clinic(now: DateTime, venueId: string): Promise<string> {
    const from = DateTime.max(now.startOf('day'), now.minus({ hours: 2 }).startOf('hour'));
    const to = DateTime.min(now.startOf('day').set({ hour: 23 }), from.plus({ hours: 6 }));
    const draft = draftOf(
      {
        ...{ title: 'Practice clinic', smsName: 'Practice clinic', mode: 'in_person', venueId },
        ...{ timeZone: ZONE, day: now.toISODate() ?? '', languages: ['en', 'es', 'ht', 'vi', 'kea'] },
        bookingOpensAt: now.minus({ days: 30 }).toJSDate().toISOString(),
        bookingClosesAt: now.toJSDate().toISOString(),
      },
      this.sealer,
      this.clock.now(),
    );
    Object.assign(draft, { status: 'published' });
    const times = { from: from.toFormat('HH:mm'), to: to.toFormat('HH:mm'), everyMinutes: 30, capacity: 6, gaps: [] };
    const plan = planSlots(times, draft.day, ZONE);
    if (typeof plan === 'string') throw new Error(plan);
    await this.database.transaction(async (tx) => {
      await insertDraft(tx, draft, SHELL);
      await insertSlots(tx, draft, plan);
    });
    return draft.id;
  }

  /** Names in the scripts of those who come. Returns ids, in the order of their times. */
  private async name(clinicId: string): Promise<string[]> {
    const found = await this.database.query<{ id: string }>(
      `select a.id from attendees a join slots s on s.id = a.slot_id where a.clinic_id = $1 order by s.starts_at, a.id`,
      [clinicId],
    );
    const ids = found.map(({ id }) => id);
    const names = ids.map((_, i) => PRACTICE_NAMES[i % PRACTICE_NAMES.length] ?? (['', 'en'] as const));
    await this.database.query(
      `update attendees a set name = p.name, name_ix = p.name_ix, language = p.language, needs_interpreter = p.needs
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::boolean[]) as p (id, name, name_ix, language, needs)
       where a.id = p.id`,
      [
        ids,
        names.map(([name]) => this.sealer.seal(name, 'attendees.name')),
        names.map(([name]) => this.sealer.blindIndex(normalName(name), 'name')),
        names.map(([, language]) => language),
        names.map(([, language], i) => language !== 'en' && i % 3 !== 0),
      ],
    );
    return ids;
  }

  private async receive(clinicId: string, people: string[]): Promise<void> {
    const now = this.clock.now().getTime();
    for (const [i, attendeeId] of people.entries()) {
      const tap = { clinicId, attendeeId, tappedAt: new Date(now - (people.length - i) * 4 * 60_000) };
      await this.tapRoster.run({ ...tap, id: randomUUID(), seen: 0, wish: { status: 'arrived' } }, SHELL);
      const station = STANDARD_STATIONS[2 - Math.floor(i / 5)];
      if (station && i < 10) await this.tapRoster.run({ ...tap, id: randomUUID(), seen: 1, wish: { station } }, SHELL);
    }
  }
}
