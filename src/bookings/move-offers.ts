import { Injectable } from '@nestjs/common';
import { ClinicReader } from '../clinics/clinic-reader.js';
import type { ClinicDetails, SlotTimes } from '../clinics/clinic-reads.js';
import type { BookingDetails } from './booking-reads.js';

const MOST_CLINICS = 4;

/** A clinic with the times that have room for everybody who moves. */
export interface MoveOffer {
  clinic: ClinicDetails;
  slots: SlotTimes[];
}

/** Where a booking can be moved to: its own clinic first, then those that follow. */
@Injectable()
export class MoveOffers {
  constructor(private readonly clinics: ClinicReader) {}

  /** Of the clinics on sale those that `may` lets through. */
  async of(
    booking: BookingDetails,
    now: Date,
    may: (clinic: ClinicDetails) => boolean = () => true,
  ): Promise<MoveOffer[]> {
    const active = booking.attendees.filter(({ status }) => status === 'expected');
    const upcoming = (await this.clinics.upcoming(['published'], {}, now)).filter(may);
    const own = upcoming.filter((clinic) => clinic.id === booking.clinic.id);
    // Whoever is there already keeps the others at this clinic.
    const together = active.length === booking.attendees.filter(({ status }) => status !== 'cancelled').length;
    const others = upcoming.filter((clinic) => clinic.id !== booking.clinic.id && clinic.placesLeft > 0);
    const open = together ? [...own, ...others] : own;
    const offers = await Promise.all(
      open.slice(0, MOST_CLINICS).map(async (clinic) => {
        const slots = await this.clinics.slots(clinic.id, now);
        const elsewhere = (slotId: string) => !active.every((attendee) => attendee.slotId === slotId);
        return { clinic, slots: slots.filter((slot) => slot.placesLeft >= active.length && elsewhere(slot.id)) };
      }),
    );
    return offers.filter(({ slots }) => slots.length > 0);
  }
}
