import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { TELL } from './tap-roster.js';

/** A table calls whoever is next: they wait no more, and the board shows their reference; or they go back to their turn. */
@Injectable()
export class CallPerson {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Whether it was this table; false: another was faster, or they have gone on. */
  async run(
    {
      clinicId,
      attendeeId,
      seen,
      back = false,
    }: { clinicId: string; attendeeId: string; seen: number; back?: boolean },
    caller: Caller,
  ): Promise<boolean> {
    const called = await this.database.query(
      `with u as (
         update attendees set called_at = case when not $6 then $4::timestamptz end, version = version + 1, changed_at = $4, changed_by = $5
         where id = $1 and clinic_id = $2 and version = $3 and station is not null
           and (called_at is not null) = $6
         returning *)
       select ${TELL} from u a`,
      [attendeeId, clinicId, seen, this.clock.now(), caller.actor, back],
    );
    return called.length === 1;
  }
}
