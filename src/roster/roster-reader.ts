import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { Sealer } from '../platform/sealing.js';
import type { RosterStatus } from './roster-rules.js';

/** Where somebody is, as everybody who has the roster open sees it. Names nobody. */
export interface RosterState {
  id: string;
  status: RosterStatus | 'cancelled';
  /** Grows with each change: a tap says which one it has seen. */
  version: number;
  changedAt: Date | null;
  /** Who changed it last, `staff:<id>`. */
  changedBy: string | null;
  arrivedAt: Date | null;
  station: string | null;
  stationAt: Date | null;
  /** When a table called them; whoever is called waits no more. */
  calledAt: Date | null;
}

/** One person on the roster, opened. */
export interface RosterRow extends RosterState {
  status: RosterStatus;
  name: string;
  reference: string;
  language: string;
  needsInterpreter: boolean;
  startsAt: Date;
  walkIn: boolean;
  /** They said by text that they come, to the time that they have now. */
  coming: boolean;
  hasPhone: boolean;
  notes: string | null;
}

/** Somebody at a station, by their reference alone. */
export type BoardPlace = Pick<RosterRow, 'reference' | 'station' | 'stationAt' | 'calledAt'>;

/** Columns of `attendees a` as a `RosterState`. */
export const STATE = `a.id, a.status, a.version, a.changed_at as "changedAt", a.changed_by as "changedBy",
  a.arrived_at as "arrivedAt", a.station, a.station_at as "stationAt", a.called_at as "calledAt"`;

/** Everybody of clinic `$1` who did not cancel, still sealed. */
export const PERSON = `
  select ${STATE}, a.name, b.reference, a.language, a.needs_interpreter as "needsInterpreter",
    s.starts_at as "startsAt", b.source = 'walk_in' as "walkIn", b.phone is not null as "hasPhone", a.notes,
    b.coming_for is not null and b.coming_for = (select min(fs.starts_at) from attendees f join slots fs on fs.id = f.slot_id
      where f.booking_id = b.id and f.status <> 'cancelled') as coming
  from slots s join attendees a on a.slot_id = s.id join bookings b on b.id = a.booking_id
  where s.clinic_id = $1 and a.status <> 'cancelled'`;

/** Reads of a roster. */
@Injectable()
export class RosterReader {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** Everybody of a clinic who did not cancel, by time and name: one query. Those that were erased have no name. */
  async people(clinicId: string): Promise<RosterRow[]> {
    const people = (await this.database.query<RosterRow>(PERSON, [clinicId])).map((row) => this.opened(row));
    return people.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.name.localeCompare(b.name));
  }

  /** Where those are who are at a station, for the wall: names nobody, opens nothing. */
  async places(clinicId: string): Promise<BoardPlace[]> {
    return this.database.query<BoardPlace>(
      `select b.reference, a.station, a.station_at as "stationAt", a.called_at as "calledAt"
       from slots s join attendees a on a.slot_id = s.id join bookings b on b.id = a.booking_id
       where s.clinic_id = $1 and a.status = 'arrived' and a.station is not null`,
      [clinicId],
    );
  }

  /** A row as it came, opened; whoever was erased has no name. */
  opened(row: RosterRow): RosterRow {
    const { name, notes } = row as { name: string | null; notes: string | null };
    return {
      ...row,
      name: name === null ? '' : this.sealer.open(name, 'attendees.name'),
      notes: notes && this.sealer.open(notes, 'attendees.notes'),
    };
  }

  /** The names of a clinic's stations, in the order of the way. */
  async stations(clinicId: string): Promise<string[]> {
    const found = await this.database.query<{ name: string }>(
      'select name from clinic_stations where clinic_id = $1 order by position',
      [clinicId],
    );
    return found.map(({ name }) => name);
  }
}
