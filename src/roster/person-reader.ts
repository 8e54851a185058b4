import { Injectable } from '@nestjs/common';
import { normalName } from '../bookings/contact-rules.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import { Sealer, sha256 } from '../platform/sealing.js';
import type { RosterRow } from './roster-reader.js';
import { PERSON, RosterReader } from './roster-reader.js';
import type { RosterStatus } from './roster-rules.js';

/** One tap of somebody's day. */
export interface TapLine {
  status: RosterStatus | null;
  station: string | null;
  actor: string;
  tappedAt: Date;
  receivedAt: Date;
  /** Null: somebody else had been faster. */
  version: number | null;
}

export interface Person extends RosterRow {
  /** Says which notes these are, without saying them. */
  notesMark: string;
  /** The first is the oldest. */
  taps: TapLine[];
}

/** Which notes: each writing of them is sealed anew. */
export const notesMark = (sealed: string | null) => (sealed === null ? '' : sha256(sealed).slice(0, 16));

/** Reads of one person on a roster. */
@Injectable()
export class PersonReader {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly roster: RosterReader,
  ) {}

  /** @throws AppError 404 */
  async one(clinicId: string, attendeeId: string): Promise<Person> {
    const [row] = await this.database.query<RosterRow>(`${PERSON} and a.id = $2`, [clinicId, attendeeId]);
    if (!row) throw notFound();
    const taps = await this.database.query<TapLine>(
      `select status, station, actor, tapped_at as "tappedAt", received_at as "receivedAt", version
       from roster_taps where attendee_id = $1 order by received_at, version`,
      [attendeeId],
    );
    return { ...this.roster.opened(row), notesMark: notesMark(row.notes), taps };
  }

  /** The id of whoever is on the roster with this name and phone. */
  async namesake(clinicId: string, fullName: string, phone: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ id: string }>(
      `select id from attendees
       where clinic_id = $1 and name_ix = $2 and phone_ix = $3 and status <> 'cancelled'`,
      [clinicId, this.sealer.blindIndex(normalName(fullName), 'name'), this.sealer.blindIndex(phone, 'phone')],
    );
    return row?.id;
  }

  /** Undefined: there is none. */
  async phone(clinicId: string, attendeeId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ phone: string }>(
      `select b.phone from attendees a join bookings b on b.id = a.booking_id
       where a.id = $1 and a.clinic_id = $2 and a.status <> 'cancelled' and b.phone is not null`,
      [attendeeId, clinicId],
    );
    return row && this.sealer.open(row.phone, 'bookings.phone');
  }
}
