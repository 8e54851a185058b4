import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database, rows } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { addressIndexes } from '../address-index.js';
import { optIn, optOut } from '../opt-outs.js';
import { carrierWord } from './carrier-words.js';
import { ReplyHandlers } from './reply-handlers.js';

/** A reply as the provider hands it over. */
export interface InboundSms {
  sid: string;
  from: string;
  body: string;
  pictures: number;
  /** What the provider took it for by itself. */
  optOutType?: string;
}

/** Keeps a reply once, by its id at the provider, and gives it to whoever answers it: both or neither. */
@Injectable()
export class TakeReply {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly handlers: ReplyHandlers,
    private readonly clock: Clock,
  ) {}

  async run({ sid, from, body, pictures, optOutType }: InboundSms): Promise<void> {
    const [id, receivedAt] = [randomUUID(), this.clock.now()];
    await this.database.transaction(async (tx) => {
      const values = [
        ...[id, sid, receivedAt, this.sealer.seal(from, 'replies.sender'), addressIndexes(this.sealer, 'sms', from)[0]],
        ...[this.sealer.seal(body, 'replies.body'), pictures],
      ];
      const stored = await rows(
        tx,
        `insert into replies (id, provider_sid, received_at, sender, phone_ix, body, pictures)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (provider_sid) do nothing returning id`,
        values,
      );
      if (stored.length === 0) return;
      const word = carrierWord(body, optOutType);
      if (word === 'stop') await optOut(tx, this.sealer, 'sms', { to: from, reason: 'reply', at: receivedAt });
      else if (word === 'start') await optIn(tx, this.sealer, 'sms', from);
      else await this.handlers.handle(tx, { id, from, body, pictures, receivedAt });
    });
  }
}
