import { Injectable } from '@nestjs/common';
import { Database, rows } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import { sourcesOf, stateOfReport } from './message-states.js';

export interface DeliveryReport {
  messageId: string;
  sid: string;
  status: string;
  code: string | null;
}

/** Keeps what the provider says of a message, and moves the message on by the table of transitions, never back. */
@Injectable()
export class DeliveryReports {
  constructor(private readonly database: Database) {}

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
      await rows(
        tx,
        `update messages set state = $2, provider_sid = coalesce(provider_sid, $3), error_code = $4, settled_at = $5
         where id = $1 and state = any($6)`,
        [messageId, state, sid, code, now, sourcesOf(state)],
      );
    });
  }
}
