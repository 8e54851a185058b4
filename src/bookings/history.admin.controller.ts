import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CalledBy, ShowsPerson } from '../access/access.decorators.js';
import type { Caller } from '../access/caller.js';
import { inScope, scopeParam } from '../access/caller.js';
import { Views } from '../access/views.js';
import { parseReference } from '../platform/capabilities.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/errors.js';

interface Event {
  bookingId: string;
  kind: string;
  at: Date;
}

/** What happened to a booking, for the team. Names nobody: times, slots and who acted. */
@ApiTags('admin: bookings')
@Controller('api/admin/clinics/:clinicId/bookings')
export class HistoryAdminController {
  constructor(
    private readonly database: Database,
    private readonly views: Views,
  ) {}

  /** The booking's events, oldest first; the first is the booking itself. */
  @Get(':reference/history')
  @Allow('bookings.read')
  @ShowsPerson()
  async history(
    @Param('clinicId', ParseUUIDPipe) clinicId: string,
    @Param('reference') typed: string,
    @CalledBy() caller: Caller,
  ) {
    const events = await this.database.query<Event>(
      `with b as (
         select b.* from bookings b join clinics c on c.id = b.clinic_id
         where b.clinic_id = $1 and b.reference = $2 and ${inScope(3)})
       select b.id as "bookingId", 'booked' as kind, 1 as revision, b.source as actor, null::uuid as "fromSlotId",
         null::uuid as "toSlotId", b.created_at as at
       from b
       union all
       select b.id, e.kind, e.revision, e.actor, e.from_slot_id, e.to_slot_id, e.at
       from booking_events e join b on b.id = e.booking_id
       order by revision, at`,
      [clinicId, parseReference(typed) ?? '', scopeParam(caller.clinics)],
    );
    const [first] = events;
    if (!first) throw notFound();
    await this.views.record(caller, { clinicId, subjectType: 'booking', subjectId: first.bookingId });
    return { events: events.map(({ bookingId: _, ...event }) => ({ ...event, at: event.at.toISOString() })) };
  }
}
