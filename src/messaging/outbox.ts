import { randomUUID } from 'node:crypto';
import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';

/** A message to be sent once `dueAt` has come. Whom it goes to and what it says is decided at sending. */
export interface QueuedMessage {
  clinicId: string | null;
  subjectType: string;
  subjectId: string;
  kind: string;
  channel: 'sms' | 'email';
  /** Unique for ever: the same message is never written twice. Its last part is the channel. */
  dedupeKey: string;
  dueAt: Date;
  /** 1: it can wait for those that answer somebody's own action. */
  priority?: 0 | 1;
  /** After this it helps nobody any more. */
  helpsUntil?: Date;
}

/** Writes messages to the outbox in the caller's transaction; those that are there already stay as they are. */
export async function queueMessages(tx: Tx, messages: QueuedMessage[]): Promise<void> {
  for (const message of messages) {
    const { clinicId, subjectType, subjectId, kind, channel, dedupeKey, dueAt, priority = 0, helpsUntil } = message;
    await rows(
      tx,
      `insert into messages (id, clinic_id, subject_type, subject_id, kind, channel, dedupe_key, due_at, priority,
         helps_until, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now()) on conflict (dedupe_key) do nothing`,
      [randomUUID(), clinicId, subjectType, subjectId, kind, channel, dedupeKey, dueAt, priority, helpsUntil],
    );
  }
}
