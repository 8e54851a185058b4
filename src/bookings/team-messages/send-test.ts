import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import { DispatchPoke } from '../../messaging/dispatch-poke.js';
import { queueMessages } from '../../messaging/outbox.js';
import { Clock } from '../../platform/clock.js';
import { Database, rows } from '../../platform/database.js';
import { AppError } from '../../platform/errors.js';
import { RateLimits } from '../../platform/rate-limits.js';
import { Sealer } from '../../platform/sealing.js';
import { check } from '../../staff/forms.js';
import { normalPhone, phoneRule } from '../contact-rules.js';
import type { SampleOf } from '../messages/sample-booking.js';
import type { Template } from '../messages/templates/template.js';

export const TEST_KIND = 'test_message';

/** Which sample, and which way. */
export type TestWish = Omit<SampleOf, 'clinic'> & {
  template: Template;
  clinicId?: string;
  /** Absent: an email to whoever asks. */
  phone?: string;
};

/** Sends a sample to whoever asks for it: to the email of their account, or to a phone that they have typed in. */
@Injectable()
export class SendTest {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
  ) {}

  /** @throws AppError 403 for a program; 422 a wrong phone; 429 */
  async run({ template, locale, mode, days, clinicId, phone }: TestWish, caller: Caller): Promise<void> {
    const staffId = caller.session?.staffId;
    if (!staffId) throw new AppError(403, 'forbidden');
    if (phone !== undefined) check({ phone }, { phone: phoneRule });
    await this.limits.check('testSend', staffId);
    const [id, now] = [randomUUID(), this.clock.now()];
    const channel = phone === undefined ? 'email' : 'sms';
    const address = phone === undefined ? null : this.sealer.seal(normalPhone(phone), 'test_sends.address');
    await this.database.transaction(async (tx) => {
      await rows(
        tx,
        `insert into test_sends (id, staff_id, address, kind, language, mode, days, clinic_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, staffId, address, template.kind, locale, mode, days, clinicId, now],
      );
      const about = { clinicId: clinicId ?? null, subjectType: 'test', subjectId: id, kind: TEST_KIND };
      await queueMessages(tx, [{ ...about, channel, dedupeKey: `${TEST_KIND}:${id}:0:${channel}`, dueAt: now }]);
      const subject = { clinicId, subjectType: 'template', subjectId: template.kind, reason: channel };
      await recordAudit(tx, { ...caller, ...subject, action: 'test_sent' }, now);
    });
    await this.limits.count('testSend', staffId);
    this.poke.poke();
  }
}
