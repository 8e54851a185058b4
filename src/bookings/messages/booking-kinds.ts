import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { MessageRow, Prepared } from '../../messaging/kinds.js';
import { MessageKinds } from '../../messaging/kinds.js';
import { Clock } from '../../platform/clock.js';
import type { BookingDetails } from '../booking-reads.js';
import { BookingReader } from '../booking-reader.js';
import { BOOKING_TEMPLATES } from './templates/index.js';
import type { SpeaksOf, Template } from './templates/template.js';
import { WriteBooking } from './write-booking.js';

/** Registers the kinds; each asks, at the moment of sending, whether it is still true of the booking. */
@Injectable()
export class BookingKinds implements OnModuleInit {
  constructor(
    private readonly kinds: MessageKinds,
    private readonly reader: BookingReader,
    private readonly write: WriteBooking,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const template of BOOKING_TEMPLATES as readonly Template[]) {
      this.kinds.register({
        name: template.kind,
        matters: !template.ownCalls,
        prepare: (messages) => this.prepare(template, messages),
      });
    }
  }

  private async prepare(template: Template, messages: MessageRow[]): Promise<Prepared[]> {
    const bookings = await this.reader.mapByIds(messages.map(({ subjectId }) => subjectId));
    const now = this.clock.now();
    return messages.map(({ subjectId, dedupeKey, channel }) => {
      const booking = bookings.get(subjectId);
      if (!booking) return { suppress: 'booking_gone' };
      const untrue = whyUntrue(template.speaksOf, Number(dedupeKey.split(':')[2]), booking);
      if (untrue) return { suppress: untrue };
      if (isTooLate(template.speaksOf, booking, now)) return tooLate(booking);
      return this.write.run(template, booking, channel);
    });
  }
}

/** Why a message must not go any more: a later change has its own message, and nothing is said of what is cancelled. */
export function whyUntrue(speaksOf: SpeaksOf, revision: number, booking: BookingDetails): string | undefined {
  if (speaksOf === 'anything') return undefined;
  if (revision !== booking.revision) return 'superseded';
  if ((speaksOf === 'cancelled') !== (booking.status === 'cancelled')) return 'no_longer_true';
  const off = booking.clinic.status === 'cancelled';
  if (speaksOf === 'calledOff') return off ? undefined : 'no_longer_true';
  return off && speaksOf !== 'cancelled' ? 'clinic_cancelled' : undefined;
}

/** Whether there is nothing more to say: the appointment is over. A link that somebody asks for is sent also then. */
export const isTooLate = (speaksOf: SpeaksOf, { endsAt }: Pick<BookingDetails, 'endsAt'>, now: Date) =>
  speaksOf !== 'anything' && endsAt <= now;

/** Nothing is missed of a walk-in who is written down at a time that is over: it is no trouble to be looked at. */
const tooLate = ({ createdAt, endsAt }: BookingDetails): Prepared =>
  createdAt < endsAt ? { missed: 'late' } : { suppress: 'late' };
