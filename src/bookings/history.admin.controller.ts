import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/access.decorators.js';
import { parseReference } from '../platform/capabilities.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/errors.js';

/** What happened to a booking, for the team. Names nobody: times, slots and who acted. */
@ApiTags('admin: bookings')
@Controller('api/admin/clinics/:clinicId/bookings')
export class HistoryAdminController {
  constructor(private readonly database: Database) {}

  /** The booking's events, oldest first; the first is the booking itself. */
  @Get(':reference/history')
  @Allow('bookings.read')
  async history(@Param('clinicId', ParseUUIDPipe) clinicId: string, @Param('reference') typed: string) {
    const events = await this.database.query<{ kind: string; at: Date }>(
      `select 'booked' as kind, 1 as revision, b.source as actor, null::uuid as "fromSlotId", null::uuid as "toSlotId",
         b.created_at as at
       from bookings b where b.clinic_id = $1 and b.reference = $2
       union all
       select e.kind, e.revision, e.actor, e.from_slot_id, e.to_slot_id, e.at
       from booking_events e join bookings b on b.id = e.booking_id where b.clinic_id = $1 and b.reference = $2
       order by revision, at`,
      [clinicId, parseReference(typed) ?? ''],
    );
    if (events.length === 0) throw notFound();
    return { events: events.map((event) => ({ ...event, at: event.at.toISOString() })) };
  }
}
