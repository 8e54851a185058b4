import { Injectable } from '@nestjs/common';
import { Database, rows } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import { MessageKinds } from './kinds.js';
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
  ) {}

  /** @throws AppError 404 when there is no such message, or it has another id at the provider */
  async take({ messageId, sid, status, code }: DeliveryReport, now: Date): Promise<void> {
    const state = stateOfReport(status);
    await this.database.transaction(async (tx) => {
      const known = await rows(
        tx,
        'select 1 from messages where id = $1 and (provider_sid is null or provider_sid = $2) for update',
        [messageId, sid],
      );
      if (known.length === 0) throw notFound();
      await rows(
        tx,
        'insert into delivery_reports (message_id, provider_sid, status, error_code, at) values ($1, $2, $3, $4, $5)',
        [messageId, sid.slice(0, 64), status.slice(0, 32), code?.slice(0, 16), now],
      );
      if (!state) return;
      await rows(tx, ...moveMessage(this.kinds, { id: messageId, state, code, sid }, now));
    });
  }
}
