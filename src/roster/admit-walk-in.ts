import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Caller } from '../access/caller.js';
import { BookSlot } from '../bookings/book-slot.js';
import type { BookingDetails } from '../bookings/booking-reads.js';
import type { BookingRequest } from '../bookings/booking-request.js';
import { Clock } from '../platform/clock.js';
import { Database, rows } from '../platform/database.js';
import { AppError, conflict, invalid } from '../platform/errors.js';
import { OpenRoster } from './open-roster.js';
import { TELL } from './tap-roster.js';

/** Somebody who stands at the door. */
export interface WalkIn {
  fullName: string;
  phone: string | null;
  language: string;
  needsInterpreter: boolean;
  smsConsent: boolean;
  slotId: string;
  /** Why they are let in though there is no room; for whoever may. */
  overReason: string | null;
}

/** The refusals of a booking that mean here that there is no room: whether booking is open does not matter at the door. */
const NO_ROOM = ['slot_full', 'booking_closed'];

/** Lets somebody in who has no booking: takes a place, or one more than there are, and they have arrived. */
@Injectable()
export class AdmitWalkIn {
  constructor(
    private readonly bookSlot: BookSlot,
    private readonly roster: OpenRoster,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The same key is one walk-in.
   * @throws AppError 409 `no_room`, `already_booked`, `roster_not_open`; 403 for who may not go over capacity; 422
   */
  async run(clinicId: string, walkIn: WalkIn, key: string, caller: Caller): Promise<{ id: string; reference: string }> {
    const clinic = await this.roster.clinic(clinicId, caller);
    if (clinic.status !== 'published') throw conflict('roster_not_open');
    await this.assertSlot(clinicId, walkIn.slotId);
    const { overReason } = walkIn;
    if (overReason !== null && !caller.permissions.includes('roster.overbook')) throw new AppError(403, 'forbidden');
    const book = (over: boolean) =>
      this.bookSlot.run(requestOf(walkIn), `walk-in:${clinicId}:${key}`, 'walk_in', {
        admission: { over },
        recordedBy: caller.actor,
      });
    let over = false;
    const booking = await book(false).catch((error: unknown) => {
      if (!(error instanceof AppError && NO_ROOM.includes(error.code))) throw error;
      if (overReason === null) throw conflict('no_room');
      over = true;
      return book(true);
    });
    const id = booking.attendees[0]?.id ?? '';
    await this.arrive(clinicId, id, booking, over ? overReason : null, caller);
    return { id, reference: booking.reference };
  }

  private async assertSlot(clinicId: string, slotId: string): Promise<void> {
    const found = await this.database.query('select 1 from slots where id = $1 and clinic_id = $2', [slotId, clinicId]);
    if (found.length === 0) throw invalid({ field: 'slotId', code: 'slot_unknown' });
  }

  /** Once, however often the form comes: their own id is the id of this tap. */
  private async arrive(clinicId: string, id: string, booking: BookingDetails, reason: string | null, caller: Caller) {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const first = await rows(
        tx,
        `insert into roster_taps (tap_id, clinic_id, attendee_id, status, actor, tapped_at, received_at, version)
         values ($1, $2, $1, 'arrived', $3, $4, $4, 1) on conflict do nothing returning 1`,
        [id, clinicId, caller.actor, now],
      );
      if (first.length === 0) return;
      await rows(
        tx,
        `with u as (
           update attendees set status = 'arrived', version = version + 1, changed_at = $3, changed_by = $2, arrived_at = $3,
             station = st.name, station_at = case when st.name is not null then $3::timestamptz end
           from (select (select name from clinic_stations where clinic_id = $4 order by position limit 1)) st
           where id = $1 and version = 0 returning attendees.*)
         select ${TELL} from u a`,
        [id, caller.actor, now, clinicId],
      );
      const action = reason === null ? 'walk_in_added' : 'walk_in_over_capacity';
      const subject = { subjectType: 'booking', subjectId: booking.id, reason: reason ?? undefined };
      await recordAudit(tx, { ...caller, action, clinicId, ...subject }, now);
    });
  }
}

function requestOf({ fullName, phone, language, needsInterpreter, smsConsent, slotId }: WalkIn): BookingRequest {
  const contact = {
    fullName,
    phone,
    email: null,
    language,
    smsConsent: smsConsent && phone !== null,
    emailConsent: false,
  };
  return { contact, attendees: [{ fullName, language, needsInterpreter, slotId: slotId.toLowerCase() }] };
}
