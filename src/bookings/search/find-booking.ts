import { Injectable } from '@nestjs/common';
import type { ClinicScope } from '../../access/caller.js';
import { inScope, scopeParam } from '../../access/caller.js';
import { parseReference } from '../../platform/capabilities.js';
import { Database } from '../../platform/database.js';
import type { BookingStatus } from '../booking-reads.js';

/** A booking without its people: to see it is to see nobody. */
export interface FoundBooking {
  reference: string;
  status: BookingStatus;
  clinicId: string;
  clinicTitle: string;
  timeZone: string;
  /** Of its first time; null when nobody on it has a time any more. */
  startsAt: Date | null;
  people: number;
}

/** Finds a booking by its reference. */
@Injectable()
export class FindBooking {
  constructor(private readonly database: Database) {}

  /** The booking, when the text is a reference; of clinics outside the scope, and of erased ones, nothing is found. */
  async run(text: string, scope: ClinicScope): Promise<FoundBooking | undefined> {
    const reference = parseReference(text);
    if (!reference) return undefined;
    const [found] = await this.database.query<FoundBooking>(
      `select b.reference, b.status, c.id as "clinicId", c.title as "clinicTitle", c.time_zone as "timeZone",
         min(s.starts_at) as "startsAt", count(s.id)::integer as people
       from bookings b join clinics c on c.id = b.clinic_id
       left join attendees a on a.booking_id = b.id and a.status <> 'cancelled'
       left join slots s on s.id = a.slot_id
       where b.reference = $1 and b.erased_at is null and ${inScope(2)}
       group by b.id, c.id`,
      [reference, scopeParam(scope)],
    );
    return found;
  }
}
