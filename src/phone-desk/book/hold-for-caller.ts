import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import type { ClinicDetails, SlotTimes } from '../../clinics/clinic-reads.js';
import { MAX_ATTENDEES } from '../../bookings/booking.dto.js';
import { invalid } from '../../platform/errors.js';
import type { Hold } from '../../places/holds.js';
import { Holds } from '../../places/holds.js';
import type { Shift } from '../../places/places.js';
import { OffersReader } from './offers-reader.js';

export interface HeldTime extends Hold {
  clinic: ClinicDetails;
  slot: SlotTimes;
}

/** Keeps places of one clinic for whoever one talks to, instead of those that one kept before. */
@Injectable()
export class HoldForCaller {
  constructor(
    private readonly holds: Holds,
    private readonly offers: OffersReader,
  ) {}

  /** @throws AppError 409 slot_full, booking_closed; 422 slot_unknown, also for what lies outside one's clinics, one_clinic, too_many_people */
  async run(wanted: Shift[], caller: Caller): Promise<HeldTime> {
    if (wanted.reduce((sum, { n }) => sum + n, 0) > MAX_ATTENDEES)
      throw invalid({ field: 'items', code: 'too_many_people', params: { max: MAX_ATTENDEES } });
    // A time that is named twice is one time.
    const sums = new Map<string, number>();
    for (const { slotId, n } of wanted) sums.set(slotId, (sums.get(slotId) ?? 0) + n);
    const places = [...sums].map(([slotId, n]) => ({ slotId, n }));
    const found = await Promise.all(places.map(({ slotId }) => this.offers.ofSlot(slotId, caller.clinics)));
    const [first] = found;
    if (!first || found.includes(undefined)) throw invalid({ field: 'slotId', code: 'slot_unknown' });
    if (found.some((other) => other?.clinic.id !== first.clinic.id))
      throw invalid({ field: 'items', code: 'one_clinic' });
    return { ...(await this.holds.take(caller.actor, places)), ...first };
  }
}
