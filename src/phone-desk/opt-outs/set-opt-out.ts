import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import { Views } from '../../access/views.js';
import { normalPhone, phoneRule } from '../../bookings/contact-rules.js';
import { addressIndexes } from '../../messaging/address-index.js';
import { optIn, optOut } from '../../messaging/opt-outs.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database } from '../../platform/database.js';
import { emailRule, normalEmail } from '../../platform/email-address.js';
import { conflict, invalid } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';
import type { OptOut } from '../caller/caller-card.js';
import type { How } from './opt-out-words.js';
import { optOutsOf } from './opt-outs-reader.js';

/** A number or an email, whether or not anything is booked under it. */
export interface Address {
  channel: 'sms' | 'email';
  to: string;
}

export interface OptOutWish {
  stopped: boolean;
  how: How;
  /** What they said or wrote. */
  words?: string;
}

/** Stops messages to a number or an email, or lifts that: across all clinics, whatever is booked under it. */
@Injectable()
export class SetOptOut {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly views: Views,
    private readonly clock: Clock,
  ) {}

  /** What is stopped there. */
  async look({ channel, to }: Address, caller: Caller): Promise<OptOut | undefined> {
    await this.views.record(caller, { subjectType: 'address', subjectId: channel });
    return this.find({ channel, to });
  }

  /** What is so already changes nothing. @throws AppError 409 `carrier_stopped` when only they themselves can lift it */
  async run({ channel, to }: Address, { stopped, how, words }: OptOutWish, caller: Caller): Promise<void> {
    const now = this.clock.now();
    const said = { to, reason: how, at: now, words, actor: caller.actor };
    await this.database.transaction(async (tx) => {
      const changed = stopped ? await optOut(tx, this.sealer, channel, said) : await this.lift(tx, { channel, to });
      if (!changed) return;
      const action = stopped ? 'messages_stopped' : 'messages_resumed';
      await recordAudit(tx, { ...caller, subjectType: 'address', subjectId: channel, action, reason: how }, now);
    });
  }

  private async lift(tx: Tx, { channel, to }: Address): Promise<boolean> {
    const outcome = await optIn(tx, this.sealer, channel, { to, byCarrier: false });
    if (outcome === 'by_carrier_only') throw conflict('carrier_stopped');
    return outcome === 'begun';
  }

  private async find({ channel, to }: Address): Promise<OptOut | undefined> {
    const indexes = addressIndexes(this.sealer, channel, to);
    const of = channel === 'sms' ? { phone: indexes, email: [] } : { phone: [], email: indexes };
    return (await optOutsOf(this.database, this.sealer, of))[0];
  }
}

/** What was typed, as an address. @throws AppError 422 */
export function addressOf(typed: string): Address {
  const email = typed.includes('@');
  const fault = email ? emailRule(typed.trim()) : phoneRule(typed);
  if (fault) throw invalid({ field: 'address', ...fault });
  return email ? { channel: 'email', to: normalEmail(typed) } : { channel: 'sms', to: normalPhone(typed) };
}
