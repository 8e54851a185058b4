import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import { callScope, inScope, scopeParam } from '../../access/caller.js';
import { forgetBad } from '../../messaging/bad-addresses.js';
import { DispatchPoke } from '../../messaging/dispatch-poke.js';
import type { MessageState } from '../../messaging/message-states.js';
import { queueMessages } from '../../messaging/outbox.js';
import { Clock } from '../../platform/clock.js';
import { Database, rows } from '../../platform/database.js';
import { conflict, notFound } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';
import { BookingReader } from '../booking-reader.js';
import { lockBookingById } from '../bookings.repository.js';
import { isTooLate } from '../messages/booking-kinds.js';
import { BOOKING_TEMPLATES, templateOf } from '../messages/templates/index.js';

interface Row {
  bookingId: string;
  kind: string;
  channel: 'sms' | 'email';
  dedupeKey: string;
  state: MessageState;
  settledAt: Date | null;
  helpsUntil: Date | null;
}

/** What still goes out by itself is not sent a second time. */
const ON_THE_WAY: readonly MessageState[] = ['queued', 'sending'];

/** Nor is that of which it is still being asked whether it went: what the provider does not know goes by itself. */
const WAITING = `
  select 1 from messages where subject_id = $1 and kind = $2 and channel = $3
    and (state = any($4) or (state = 'unknown' and settled_at is null)) limit 1`;

type Sent = Pick<Row, 'kind' | 'state' | 'settledAt'> & { current: boolean; endsAt: Date | null };

/** Whether something more happens to it by itself. */
const waits = ({ state, settledAt }: Pick<Row, 'state' | 'settledAt'>) =>
  ON_THE_WAY.includes(state) || (state === 'unknown' && settledAt === null);

/** Whether somebody may send it again: it is about a booking that is there and not over, and does not go by itself. */
export function mayResend({ kind, current, endsAt, ...sent }: Sent, now: Date): boolean {
  const template = templateOf(kind);
  if (!template || !current || waits(sent)) return false;
  return endsAt === null || !isTooLate(template.speaksOf, { endsAt }, now);
}

/** Sends a message anew: asked again whether it is true, to the contact that is on file now, whatever is known of it. */
@Injectable()
export class ResendMessage {
  constructor(
    private readonly database: Database,
    private readonly bookings: BookingReader,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
  ) {}

  /** Whoever moved to another clinic is written to from there. @throws AppError 404; 409 message_on_its_way, booking_over */
  async run(clinicId: string, messageId: string, caller: Caller): Promise<void> {
    const message = await this.find(clinicId, messageId, caller);
    const booking = message && (await this.bookings.byId(message.bookingId));
    const template = message && templateOf(message.kind);
    if (!template || !booking) throw notFound();
    const now = this.clock.now();
    if (isTooLate(template.speaksOf, booking, now)) throw conflict('booking_over');
    if (waits(message)) throw conflict('message_on_its_way');
    const { bookingId, kind, channel, helpsUntil } = message;
    const to = channel === 'sms' ? booking.contact.phone : booking.contact.email;
    await this.database.transaction(async (tx) => {
      const { revision } = await lockBookingById(tx, bookingId);
      const waiting = await rows(tx, WAITING, [bookingId, kind, channel, ON_THE_WAY]);
      if (waiting.length > 0) throw conflict('message_on_its_way');
      if (to) await forgetBad(tx, this.sealer, channel, to);
      const about = { clinicId, subjectType: 'booking', subjectId: bookingId, kind, channel };
      const dedupeKey = againKey(message, revision, now);
      await queueMessages(tx, [{ ...about, dedupeKey, dueAt: now, helpsUntil: helpsUntil ?? undefined }]);
      const deed = { action: 'message_resent', subjectType: 'booking', subjectId: bookingId, reason: kind };
      await recordAudit(tx, { ...caller, ...deed, clinicId }, now);
    });
    this.poke.poke();
  }

  private async find(clinicId: string, messageId: string, { clinics }: Caller): Promise<Row | undefined> {
    const [row] = await this.database.query<Row>(
      `select b.id as "bookingId", m.kind, m.channel, m.dedupe_key as "dedupeKey", m.state,
         m.settled_at as "settledAt", m.helps_until as "helpsUntil"
       from messages m join bookings b on b.id = m.subject_id join clinics c on c.id = b.clinic_id
       where m.id = $1 and c.id = $2 and ${inScope(3)}`,
      [messageId, clinicId, scopeParam(callScope(clinics))],
    );
    return row;
  }
}

/** The key of the one before, with the minute; what answers an action is about the booking as it is now. */
function againKey({ dedupeKey, kind }: Row, revision: number, now: Date): string {
  const parts = dedupeKey.split(':').filter((part) => !part.startsWith('again'));
  if (BOOKING_TEMPLATES.some((template) => template.kind === kind)) parts[2] = String(revision);
  const minute = now.toISOString().slice(0, 16).replace(/\D/g, '');
  return [...parts.slice(0, -1), `again${minute}`, parts.at(-1)].join(':');
}
