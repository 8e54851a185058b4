import { Injectable } from '@nestjs/common';
import type { ClinicScope } from '../../access/caller.js';
import { isInScope } from '../../access/caller.js';
import type { ClinicFilter } from '../../clinics/clinic-reader.js';
import { ClinicReader, LEFT } from '../../clinics/clinic-reader.js';
import type { ClinicDetails, SlotTimes } from '../../clinics/clinic-reads.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { isUuid } from '../../platform/validation.js';

/** A clinic to come, with its times that have room for everybody; none: it is full, or cannot be booked. */
export interface Offer {
  clinic: ClinicDetails;
  times: SlotTimes[];
}

interface SlotRow extends SlotTimes {
  clinicId: string;
}

/** What can be offered to a caller: the next places of all clinics, in two queries. */
@Injectable()
export class OffersReader {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicReader,
    private readonly clock: Clock,
  ) {}

  /** By day; times with room for this many people. */
  async find(filter: ClinicFilter, people: number, scope: ClinicScope): Promise<Offer[]> {
    const now = this.clock.now();
    const upcoming = await this.clinics.upcoming(['published'], filter, now);
    const theirs = upcoming.filter((clinic) => isInScope(scope, clinic));
    const slots = await this.database.query<SlotRow>(
      `select s.id, s.clinic_id as "clinicId", s.starts_at as "startsAt", s.ends_at as "endsAt", s.capacity,
         ${LEFT} as "placesLeft"
       from slots s where s.clinic_id = any($2::uuid[]) and ${LEFT} >= $3 order by s.starts_at`,
      [now, theirs.map(({ id }) => id), people],
    );
    return theirs.map((clinic) => ({ clinic, times: slots.filter(({ clinicId }) => clinicId === clinic.id) }));
  }

  /** The clinic of a time that the public can book, within the scope. */
  async ofSlot(slotId: string, scope: ClinicScope): Promise<{ clinic: ClinicDetails; slot: SlotTimes } | undefined> {
    const found = isUuid(slotId) ? await this.clinics.bySlot(slotId, this.clock.now()) : undefined;
    return found && isInScope(scope, found.clinic) ? found : undefined;
  }
}
