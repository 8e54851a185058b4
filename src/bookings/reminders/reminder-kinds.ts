import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { MessageRow, Prepared } from '../../messaging/kinds.js';
import { MessageKinds } from '../../messaging/kinds.js';
import { Clock } from '../../platform/clock.js';
import type { BookingDetails } from '../booking-reads.js';
import { BookingReader } from '../booking-reader.js';
import { REMINDER_TEMPLATES } from '../messages/templates/index.js';
import type { Template } from '../messages/templates/template.js';
import { WriteBooking } from '../messages/write-booking.js';
import type { ReminderKey } from './reminder-rules.js';
import { civilFrom, readReminderKey } from './reminder-rules.js';

/** Registers the reminders; each asks at the moment of sending for whom, for which time and at which hour it is. */
@Injectable()
export class ReminderKinds implements OnModuleInit {
  constructor(
    private readonly kinds: MessageKinds,
    private readonly reader: BookingReader,
    private readonly write: WriteBooking,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const template of REMINDER_TEMPLATES) {
      const prepare = (messages: MessageRow[]) => this.prepare(template, messages);
      this.kinds.register({ name: template.kind, matters: true, prepare });
    }
  }

  private async prepare(template: Template, messages: MessageRow[]): Promise<Prepared[]> {
    const bookings = await this.reader.mapByIds(messages.map(({ subjectId }) => subjectId));
    return messages.map((message) => this.ofBooking(template, message, bookings.get(message.subjectId)));
  }

  private ofBooking(template: Template, message: MessageRow, booking?: BookingDetails): Prepared {
    const { channel, dedupeKey, helpsUntil } = message;
    if (!booking) return { suppress: 'booking_gone' };
    const untrue = whyUntrue(readReminderKey(dedupeKey), booking);
    if (untrue) return { suppress: untrue };
    const written = this.write.run(template, booking, channel);
    if ('suppress' in written) return written;
    const now = this.clock.now();
    const civil = civilFrom(now, booking.clinic.timeZone);
    if (civil >= (helpsUntil ?? booking.startsAt)) return { missed: 'late' };
    if (civil > now) return { notBefore: civil };
    return written;
  }
}

/** Why nobody is to be reminded of this any more. */
export function whyUntrue({ slotId, startsAt }: ReminderKey, booking: BookingDetails): string | undefined {
  const active = booking.attendees.filter(({ status }) => status !== 'cancelled');
  if (booking.status === 'cancelled' || active.length === 0) return 'no_longer_true';
  if (booking.clinic.status !== 'published') return 'clinic_cancelled';
  if (active.some(({ status }) => status !== 'expected')) return 'arrived';
  const first = active.find((one) => one.startsAt.getTime() === booking.startsAt.getTime());
  const same = first?.slotId === slotId && booking.startsAt.getTime() === startsAt.getTime();
  return same ? undefined : 'superseded';
}
