import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { Database, rows } from '../platform/database.js';
import { Sealer } from '../platform/sealing.js';
import { learnOfAddress } from './learn-of-address.js';
import type { MessageRow } from './kinds.js';
import { MessageKinds } from './kinds.js';
import type { MessageState } from './message-states.js';
import { sourcesOf } from './message-states.js';
import { moveMessage } from './move-message.js';
import { allowance, giveBack } from './pace.js';

/** How long one dispatch keeps a message for itself; while it is at it, it asks for more (`keep`). */
export const LEASE_MS = 60_000;

const COLUMNS = `id, subject_id as "subjectId", kind, channel, dedupe_key as "dedupeKey", attempts, priority,
  helps_until as "helpsUntil"`;

/** A message that the provider took, and its id there. */
export interface Accepted {
  id: string;
  sid?: string;
  at: Date;
}

/** What is known of a try that the provider turned away. */
interface NotTaken {
  code: string;
  /** When it passed the gate. */
  passedAt: Date;
  now: Date;
  /** When it is tried again; never, if there is no such time. */
  again?: Date;
}

/** What stands in the outbox. Nothing is locked while a provider is called. */
@Injectable()
export class MessagesRepository {
  /** How many may be claimed, in SQL: of texts no more than our numbers can take at this moment. */
  private readonly most: string;

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly kinds: MessageKinds,
    { sms }: Config,
  ) {
    this.most =
      sms.channel === 'twilio'
        ? `case when $4 = 'sms' then least($3, ${allowance(sms.limits.segmentsPerSecond)}) else $3 end`
        : '$3::integer';
  }

  /** Takes up to `limit` due messages for this process alone, the urgent first; others skip them until the lease is over. */
  async claim(now: Date, limit: number, channel?: MessageRow['channel']): Promise<MessageRow[]> {
    return this.database.query<MessageRow>(
      `update messages set claimed_until = $2, attempts = attempts + 1
       where id in (
         select id from messages
         where state = 'queued' and due_at <= $1::timestamptz and (claimed_until is null or claimed_until <= $1)
           and ($4::text is null or channel = $4)
         order by priority, due_at limit ${this.most} for update skip locked)
       returning ${COLUMNS}`,
      [now, new Date(now.getTime() + LEASE_MS), limit, channel],
    );
  }

  /** Puts off the end of the lease of messages that a provider is being called for, once half of it is over. */
  async keep(ids: string[], now: Date): Promise<void> {
    await this.database.query(
      `update messages set claimed_until = $2 where id = any($1) and state = 'sending' and claimed_until < $3`,
      [ids, new Date(now.getTime() + LEASE_MS), new Date(now.getTime() + LEASE_MS / 2)],
    );
  }

  /** Messages whose process died while the provider was called: whether they were taken, only the provider can tell. */
  async markLost(now: Date): Promise<void> {
    await this.database.query(
      `update messages set state = 'unknown', error_code = 'process_lost' where state = 'sending' and claimed_until <= $1`,
      [now],
    );
  }

  /** The provider took them; a report that was faster than its answer stays, with its reason. */
  async markAccepted(accepted: Accepted[]): Promise<void> {
    await this.database.query(
      `update messages m set state = case when state in ('sending', 'unknown') then 'sent' else state end,
         error_code = case when state in ('sending', 'unknown') then null else error_code end,
         provider_sid = coalesce(provider_sid, a.sid), sent_at = a.at
       from jsonb_to_recordset($1) as a (id uuid, sid text, at timestamptz) where m.id = a.id`,
      [JSON.stringify(accepted)],
    );
  }

  /** Moves a message to a state, if the table of transitions lets it. */
  async settle(id: string, state: MessageState, code: string | null, now: Date): Promise<void> {
    await this.database.query(...moveMessage(this.kinds, { id, state, code }, now));
  }

  /** The provider said no; what it says of the address itself is kept. */
  async refused({ id, channel }: MessageRow, to: string, code: string, now: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      await learnOfAddress(tx, this.sealer, channel, { to, code, at: now });
      await rows(tx, ...moveMessage(this.kinds, { id, state: 'failed', code }, now));
    });
  }

  /** Not now: a message that was not prepared stays in the queue until later. */
  async postpone(message: MessageRow, dueAt: Date, errorCode: string): Promise<void> {
    await this.database.query(
      `update messages set due_at = $3, error_code = $4, claimed_until = null
       where id = $1 and state = 'queued' and attempts = $2 and claimed_until is not null`,
      [message.id, message.attempts, dueAt, errorCode],
    );
  }

  /** It may not go before then, or keeps its place in the queue: that was no try. */
  async putOff(message: MessageRow, dueAt?: Date): Promise<void> {
    await this.database.query(
      `update messages set due_at = coalesce($3, due_at), claimed_until = null, attempts = attempts - 1
       where id = $1 and state = 'queued' and attempts = $2 and claimed_until is not null`,
      [message.id, message.attempts, dueAt],
    );
  }

  /**
   * The provider took nothing: back into the queue until `again`, or given up; what the try took of the day's texts is given
   * back. Only for the caller that knows that nothing was handed over, and in this try of its own.
   */
  async notTaken(message: MessageRow, { code, passedAt, now, again }: NotTaken): Promise<void> {
    const { id, attempts } = message;
    await this.database.transaction(async (tx) => {
      if (message.channel === 'sms') await giveBack(tx, message, passedAt);
      if (!again) return rows(tx, ...moveMessage(this.kinds, { id, state: 'failed', code }, now));
      return rows(
        tx,
        `update messages set state = 'queued', due_at = $2, error_code = $3, claimed_until = null
         where id = $1 and state = any($4) and attempts = $5`,
        [id, again, code, sourcesOf('queued'), attempts],
      );
    });
  }
}
