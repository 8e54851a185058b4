import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { SHELL } from '../access/caller.js';
import { callOff } from '../bookings/changes/decisions.js';
import { MakeDecision } from '../bookings/changes/make-decision.js';
import { AddVenue } from '../clinics/save-venue.js';
import { draftOf, insertDraft } from '../clinics/save-clinic.js';
import { insertSlots } from '../clinics/plan-slots.js';
import { planSlots } from '../clinics/slot-plan-rules.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database } from '../platform/database.js';
import { Sealer } from '../platform/sealing.js';
import { SeedBookings } from './seed-bookings.js';
import { SeedDays } from './seed-days.js';

const ZONE = 'America/New_York';
/** Of five clinics two are over. */
const OVER = 0.4;
const VENUES = [
  'Codman Square Library',
  'Grove Hall Library',
  'East Boston Library',
  'Roxbury Center',
  'Chelsea Center',
];

export interface SeasonSize {
  clinics: number;
  bookings: number;
}

/**
 * A season of made-up clinics and people, as large as one likes: for trying the team's pages, and for measuring them. Some of
 * it is over and completed, some called off, some still a draft; everybody who is assigned to clinics gets all of these.
 */
@Injectable()
export class SeasonSeed {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly addVenue: AddVenue,
    private readonly seedBookings: SeedBookings,
    private readonly seedDays: SeedDays,
    private readonly makeDecision: MakeDecision,
  ) {}

  async make({ clinics, bookings }: SeasonSize): Promise<void> {
    const venues: string[] = [];
    for (const name of VENUES) {
      const place = { name: `${name} (seed)`, address: '1 Seed Street, Boston, MA 02124', city: 'Boston' };
      venues.push((await this.addVenue.run(place, SHELL)).id);
    }
    const open: string[] = [];
    for (let i = 0; i < clinics; i++) {
      const state = this.stateOf(i, clinics);
      const id = await this.database.transaction((tx) => this.clinic(tx, { i, clinics, state, venues }));
      if (state !== 'draft') open.push(id);
    }
    const over = Math.ceil(clinics * OVER);
    await this.seedBookings.fill(open, bookings);
    await this.seedDays.work(open.slice(0, over));
    await this.database.query(
      `insert into clinic_staff (clinic_id, staff_id) select c.id, s.id from clinics c, staff s
       where c.title like '%(seed)%' and s.role in ('coordinator', 'intake') and s.status <> 'left' on conflict do nothing`,
    );
    const later = open.slice(over);
    for (const id of later.filter((_, i) => i % 25 === 3)) {
      await this.makeDecision.run(id, callOff('Snow (seed)'), SHELL, { decide: undefined });
    }
    // PostgreSQL looks at new rows within a minute; whoever measures does not wait.
    for (const table of ['clinics', 'slots', 'bookings', 'attendees', 'messages', 'roster_taps']) {
      await this.database.query(`analyze ${table}`);
    }
  }

  private stateOf(i: number, clinics: number): 'completed' | 'published' | 'draft' {
    if (i < clinics * OVER) return 'completed';
    return i % 10 === 9 ? 'draft' : 'published';
  }

  private async clinic(
    tx: Tx,
    { i, clinics, state, venues }: { i: number; clinics: number; state: string; venues: string[] },
  ): Promise<string> {
    const now = this.clock.now();
    // However many there are, they are spread over three months.
    const offset = Math.round((i - clinics * OVER) / Math.max(1, clinics / 90)) + (state === 'completed' ? -1 : 3);
    const day = DateTime.fromJSDate(now, { zone: ZONE }).plus({ days: offset });
    const title = `${VENUES[i % VENUES.length]} ${i + 1} (seed)`;
    const draft = draftOf(
      {
        ...{ title, smsName: 'Seed clinic', mode: 'in_person', venueId: venues[i % venues.length] },
        ...{ timeZone: ZONE, day: day.toISODate() ?? '', languages: ['en', 'es', 'ht'] },
        bookingOpensAt: day.minus({ days: 60 }).toJSDate().toISOString(),
        bookingClosesAt: day.endOf('day').toJSDate().toISOString(),
      },
      this.sealer,
      now,
    );
    Object.assign(draft, { status: state });
    await insertDraft(tx, draft, SHELL);
    const plan = planSlots({ from: '09:00', to: '15:00', everyMinutes: 30, capacity: 20, gaps: [] }, draft.day, ZONE);
    if (typeof plan !== 'string') await insertSlots(tx, draft, plan);
    return draft.id;
  }
}
