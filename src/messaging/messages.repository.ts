import { Injectable } from '@nestjs/common';
import { Database, rows } from '../platform/database.js';
import { Sealer } from '../platform/sealing.js';
import type { MessageRow } from './kinds.js';
import { MessageKinds } from './kinds.js';
import type { MessageState } from './message-states.js';
import { sourcesOf } from './message-states.js';
import { moveMessage } from './move-message.js';
import { optOut } from './opt-outs.js';

/** How long one dispatch keeps a message for itself; while it is at it, it asks for more (`keep`). */
export const LEASE_MS = 60_000;

const COLUMNS = `id, subject_id as "subjectId", kind, channel, dedupe_key as "dedupeKey", attempts`;

/** What is kept of a message: its sealed body, and how many parts a text has. */
interface Written {
  body: string;
  segments?: number;
}

/** What stands in the outbox. Nothing is locked while a provider is called. */
@Injectable()
export class MessagesRepository {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly kinds: MessageKinds,
  ) {}

  /** Takes up to `limit` due messages for this process alone; others skip them until the lease is over. */
  async claim(now: Date, limit: number, channel?: MessageRow['channel']): Promise<MessageRow[]> {
    return this.database.query<MessageRow>(
      `update messages set claimed_until = $2, attempts = attempts + 1
       where id in (
         select id from messages
         where state = 'queued' and due_at <= $1 and (claimed_until is null or claimed_until <= $1)
           and ($4::text is null or channel = $4)
         order by due_at limit $3 for update skip locked)
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

  /** Messages whose process died while the provider was called: whether they were taken, only a report can tell. */
  async markLost(now: Date): Promise<void> {
    await this.database.query(
      `update messages set state = 'unknown', error_code = 'process_lost' where state = 'sending' and claimed_until <= $1`,
      [now],
    );
  }

  /**
   * From here on the provider may have it. What is written depends on whether anything went to this address before; two
   * messages to one address at once are not both its first.
   * @returns what was written; undefined when the message is no longer ours to send
   */
  async markSending<T extends Written>(
    message: MessageRow,
    { provider, addressIxs }: { provider: string; addressIxs: string[] },
    write: (first: boolean) => T,
  ): Promise<T | undefined> {
    return this.database.transaction(async (tx) => {
      // The same lock in all processes, also where the keys stand in another order.
      await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [[...addressIxs].sort()[0]]);
      const earlier = await rows(
        tx,
        `select 1 from messages where address_ix = any($1) and state in ('sending', 'sent', 'delivered', 'unknown') limit 1`,
        [addressIxs],
      );
      const written = write(earlier.length === 0);
      const marked = await rows(
        tx,
        `update messages set state = 'sending', provider = $3, address_ix = $4, body = $5, segments = $6
         where id = $1 and state = 'queued' and attempts = $2 returning id`,
        [message.id, message.attempts, provider, addressIxs[0], written.body, written.segments],
      );
      return marked.length === 1 ? written : undefined;
    });
  }

  /** The provider took it; a report that was faster than this answer stays. */
  async markAccepted(id: string, sid: string | undefined, now: Date): Promise<void> {
    await this.database.query(
      `update messages set state = case when state in ('sending', 'unknown') then 'sent' else state end,
         provider_sid = coalesce(provider_sid, $2), sent_at = $3, error_code = null
       where id = $1`,
      [id, sid, now],
    );
  }

  /** Moves a message to a state, if the table of transitions lets it. */
  async settle(id: string, state: MessageState, code: string | null, now: Date): Promise<void> {
    await this.database.query(...moveMessage(this.kinds, { id, state, code }, now));
  }

  /** Not now: a message that was not prepared stays in the queue until later. */
  async postpone(message: MessageRow, dueAt: Date, errorCode: string): Promise<void> {
    await this.database.query(
      `update messages set due_at = $3, error_code = $4, claimed_until = null
       where id = $1 and state = 'queued' and attempts = $2`,
      [message.id, message.attempts, dueAt, errorCode],
    );
  }

  /** Back into the queue, for later; only for the caller that was sending it and knows that nothing was handed over. */
  async requeue(id: string, dueAt: Date, errorCode: string): Promise<void> {
    await this.database.query(
      `update messages set state = 'queued', due_at = $2, error_code = $3, claimed_until = null
       where id = $1 and state = any($4)`,
      [id, dueAt, errorCode, sourcesOf('queued')],
    );
  }

  async isOptedOut(channel: string, addressIxs: string[]): Promise<boolean> {
    const found = await this.database.query('select 1 from opt_outs where channel = $1 and address_ix = any($2)', [
      channel,
      addressIxs,
    ]);
    return found.length > 0;
  }

  async optOut(channel: MessageRow['channel'], to: string, reason: string, at: Date): Promise<void> {
    await this.database.transaction((tx) => optOut(tx, this.sealer, channel, { to, reason, at }));
  }
}
