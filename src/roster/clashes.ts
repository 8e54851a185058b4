import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.js';
import type { RosterStatus } from './roster-rules.js';

/** A tap that came too late: somebody else had said something else. */
export interface Clash {
  attendeeId: string;
  status: RosterStatus | null;
  station: string | null;
}

/** Taps that changed nothing, to be shown to whoever made them. */
@Injectable()
export class Clashes {
  constructor(private readonly database: Database) {}

  /** A tap of this clinic and of this person that somebody else was faster than. */
  async find(tapId: string, clinicId: string, actor: string): Promise<Clash | undefined> {
    const [found] = await this.database.query<Clash>(
      `select attendee_id as "attendeeId", status, station from roster_taps
       where tap_id = $1 and clinic_id = $2 and actor = $3 and version is null`,
      [tapId, clinicId, actor],
    );
    return found;
  }
}
