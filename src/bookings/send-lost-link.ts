import { Injectable } from '@nestjs/common';
import { DispatchPoke } from '../messaging/dispatch-poke.js';
import { queueMessages } from '../messaging/outbox.js';
import { parseReference } from '../platform/capabilities.js';
import { Clock } from '../platform/clock.js';
import { Database, rows } from '../platform/database.js';
import { normalEmail } from '../platform/email-address.js';
import { invalid } from '../platform/errors.js';
import { Sealer } from '../platform/sealing.js';
import type { LostLinkDto } from './booking.dto.js';
import { normalPhone } from './contact-rules.js';

/** Writes the manage link again to the contact on file, when reference and phone or email belong together. */
@Injectable()
export class SendLostLink {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
  ) {}

  /**
   * Says nothing of whether such a booking exists. At most one message an hour for each channel: its dedupe key is the
   * limit, exact across processes.
   */
  async run({ reference: typed, phone, email }: LostLinkDto): Promise<void> {
    const reference = parseReference(typed);
    if (!reference) throw invalid({ field: 'reference', code: 'reference_form' });
    if (!phone && !email) throw invalid({ field: 'phone', code: 'contact_required' });
    const now = this.clock.now();
    const hour = now.toISOString().slice(0, 13);
    await this.database.transaction(async (tx) => {
      const [booking] = await rows<{ id: string; clinicId: string; revision: number; channels: ('sms' | 'email')[] }>(
        tx,
        `select id, clinic_id as "clinicId", revision, array(select channel from consents where booking_id = bookings.id) as channels
         from bookings where reference = $1 and (phone_ix = any($2) or email_ix = any($3))`,
        [
          reference,
          phone ? this.sealer.blindIndexes(normalPhone(phone), 'phone') : [],
          email ? this.sealer.blindIndexes(normalEmail(email), 'email') : [],
        ],
      );
      if (!booking) return;
      const messages = booking.channels.map((channel) => ({
        clinicId: booking.clinicId,
        subjectType: 'booking',
        subjectId: booking.id,
        kind: 'lost_link',
        channel,
        dedupeKey: `lost_link:${booking.id}:${booking.revision}:${hour}:${channel}`,
        dueAt: now,
      }));
      await queueMessages(tx, messages);
    });
    this.poke.poke();
  }
}
