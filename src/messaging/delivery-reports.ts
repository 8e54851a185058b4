import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import { Sealer } from '../platform/sealing.js';
import type { MessageRow } from './kinds.js';
import { MessageKinds } from './kinds.js';
import { learnOfAddress } from './learn-of-address.js';
import { stateOfReport } from './message-states.js';
import { moveMessage } from './move-message.js';

export interface DeliveryReport {
  messageId: string;
  sid: string;
  status: string;
  code: string | null;
}

/** Keeps what the provider says of a message, and moves the message on by the table of transitions, never back. */
@Injectable()
export class DeliveryReports {
  constructor(
    private readonly database: Database,
    private readonly kinds: MessageKinds,
    private readonly sealer: Sealer,
  ) {}

  /** @throws AppError 404 when there is no such message, or it has another id at the provider */
  async take({ messageId, sid, status, code }: DeliveryReport, now: Date): Promise<void> {
    const state = stateOfReport(status);
    await this.database.transaction(async (tx) => {
      const [known] = await rows<{ channel: MessageRow['channel']; body: string | null }>(
        tx,
        'select channel, body from messages where id = $1 and (provider_sid is null or provider_sid = $2) for update',
        [messageId, sid],
      );
      if (!known) throw notFound();
      await rows(
        tx,
        'insert into delivery_reports (message_id, provider_sid, status, error_code, at) values ($1, $2, $3, $4, $5)',
        [messageId, sid.slice(0, 64), status.slice(0, 32), code?.slice(0, 16), now],
      );
      if (!state) return;
      if (code) await this.learn(tx, known, code, now);
      await rows(tx, ...moveMessage(this.kinds, { id: messageId, state, code, sid }, now));
    });
  }

  /** What a code says of the number itself; nothing of a message that was erased meanwhile. */
  private async learn(
    tx: Tx,
    { channel, body }: { channel: MessageRow['channel']; body: string | null },
    code: string,
    at: Date,
  ): Promise<void> {
    if (!body) return;
    const { to } = JSON.parse(this.sealer.open(body, 'messages.body')) as { to: string };
    await learnOfAddress(tx, this.sealer, channel, { to, code, at });
  }
}
