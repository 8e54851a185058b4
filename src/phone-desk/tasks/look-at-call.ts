import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { callScope } from '../../access/caller.js';
import { Views } from '../../access/views.js';
import { BookingReader } from '../../bookings/booking-reader.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import type { ChangeProgress } from '../../bookings/changes/changes-reader.js';
import { ChangesReader } from '../../bookings/changes/changes-reader.js';
import type { ClinicDetails } from '../../clinics/clinic-reads.js';
import { ClinicReader } from '../../clinics/clinic-reader.js';
import { Clock } from '../../platform/clock.js';
import type { OwnCall } from './own-call.js';
import { OwnCallReader } from './own-call.js';

/** All that whoever calls has before them. */
export interface CallSheet {
  call: OwnCall;
  /** Whom to ask for, where to call, in which language. */
  name: string | null;
  phone: string | null;
  language: string | null;
  booking?: BookingDetails;
  change?: ChangeProgress;
  /** Other clinics with places, to offer. */
  others: ClinicDetails[];
}

const OFFERED = 3;

/** Opens a call for whoever has taken it, and writes down that they saw whom. */
@Injectable()
export class LookAtCall {
  constructor(
    private readonly calls: OwnCallReader,
    private readonly bookings: BookingReader,
    private readonly changes: ChangesReader,
    private readonly clinics: ClinicReader,
    private readonly views: Views,
    private readonly clock: Clock,
  ) {}

  /** Undefined when it is not, or no longer, theirs. */
  async run(id: string, caller: Caller): Promise<CallSheet | undefined> {
    const call = await this.calls.read(id, caller);
    if (!call) return undefined;
    const { bookingId, clinicId, changeId } = call;
    const booking = bookingId ? await this.bookings.byId(bookingId) : undefined;
    const subject = bookingId
      ? { subjectType: 'booking', subjectId: bookingId }
      : { subjectType: 'call_task', subjectId: id };
    await this.views.record(caller, { ...subject, clinicId: clinicId ?? undefined });
    const change =
      clinicId && changeId ? await this.changes.one(clinicId, changeId, callScope(caller.clinics)) : undefined;
    const offers = call.reason === 'full' || change?.kind === 'called_off';
    const upcoming = offers ? await this.clinics.upcoming(['published'], {}, this.clock.now()) : [];
    // What they said of themselves when they asked another time.
    const said = (what: 'name' | 'language') => call.also.find((one) => one[what])?.[what] ?? null;
    return {
      ...{ call, booking, change, name: call.name ?? booking?.contact.fullName ?? said('name') },
      phone: call.phone ?? booking?.contact.phone ?? null,
      language: call.language ?? booking?.attendees[0]?.language ?? booking?.locale ?? said('language'),
      others: upcoming.filter(({ id: other, placesLeft }) => other !== clinicId && placesLeft > 0).slice(0, OFFERED),
    };
  }
}
