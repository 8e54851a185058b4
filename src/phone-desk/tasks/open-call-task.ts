import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import { normalPhone } from '../../bookings/contact-rules.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import type { BestTime, CallReason } from './call-rules.js';

/** Why somebody is to be called whose number one has; the calls of changes and of messages open by themselves. */
export type AskedReason = Exclude<CallReason, 'change' | 'undelivered'>;

/** Whom to call, and what about. */
export interface CallWish {
  reason: AskedReason;
  /** A number that `phoneRule` accepts, however it is written. */
  phone: string;
  /** When it is known. */
  name?: string;
  /** Tag of the language to call in, when it is known. */
  language?: string;
  /** What they said or what is to be said to them, in the words of whoever noted it; `textRule` was asked. */
  words?: string;
  bestTime?: BestTime;
  /** Before everybody without an appointment soon. */
  urgent?: boolean;
  /** The booking that it is about, when there is one; the task is erased with it. */
  bookingId?: string;
  /** The clinic that it is about: absent when it is about none. Who sees only other clinics does not see the task. */
  clinicId?: string;
  /** Not before then. */
  nextTryAt?: Date;
}

/** Where a wish comes from: somebody of the team notes it, or a form on the public pages, by its address as `Origins` keeps it. */
export type AskedBy = { caller: Caller } | { address: string } | undefined;

/** However often one number asks. */
const MOST_WORDS = 4_000;

interface Earlier {
  id: string;
  words: string | null;
}

const EARLIER = `
  select id, words from call_tasks where reason = $1 and phone_ix = any($2) and closed_at is null
  order by created_at limit 1 for update`;

const RENEW = `
  update call_tasks set name = coalesce($2, name), words = $3, language = coalesce($4, language),
    best_time = coalesce($5, best_time), urgent = urgent or $6, subject_id = coalesce($7, subject_id),
    clinic_id = coalesce($8, clinic_id), next_try_at = $9, revision = revision + 1,
    -- Asked from elsewhere too: no flood of one address buries it.
    asked_from = case when asked_from = $10 then asked_from end
  where id = $1`;

const OPEN = `
  insert into call_tasks (id, name, words, language, best_time, urgent, subject_id, clinic_id, next_try_at, reason, phone,
    phone_ix, asked_from, state, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'open', $14)`;

/**
 * Puts somebody on the list of calls ("nothing is free; call them later"). There is one open task for each number and reason:
 * asked again, the newest wish stands in its place and its turn stays; whoever is at the call sees that more came in.
 */
@Injectable()
export class OpenCallTask {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the task, whether it is new or was there before */
  async run(wish: CallWish, by?: AskedBy): Promise<string> {
    return this.database.transaction((tx) => this.within(tx, wish, by));
  }

  /** The same in the caller's transaction. */
  async within(tx: Tx, wish: CallWish, by?: AskedBy): Promise<string> {
    const now = this.clock.now();
    const number = normalPhone(wish.phone);
    const indexes = this.sealer.blindIndexes(number, 'phone');
    // One number's wishes one after the other, also where the keys stand in another order.
    await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 1))', [[...indexes].sort()[0]]);
    const [open] = await rows<Earlier>(tx, EARLIER, [wish.reason, indexes]);
    const id = open?.id ?? randomUUID();
    const columns = this.columnsOf(wish, open);
    const address = by && 'address' in by ? by.address : null;
    if (open) await rows(tx, RENEW, [id, ...columns, address]);
    else {
      const fresh = [wish.reason, this.sealer.seal(number, 'call_tasks.phone'), indexes[0], address, now];
      await rows(tx, OPEN, [id, ...columns, ...fresh]);
    }
    if (by && 'caller' in by) {
      const subject = { subjectType: 'call_task', subjectId: id, clinicId: wish.clinicId };
      await recordAudit(tx, { ...by.caller, ...subject, action: 'call_noted', reason: wish.reason }, now);
    }
    return id;
  }

  /** What a newer wish brings anew. What was noted before stays above it. */
  private columnsOf({ name, words, ...wish }: CallWish, open?: Earlier): unknown[] {
    const seal = (text: string | undefined, place: string) => (text ? this.sealer.seal(text, place) : null);
    const before = open?.words ? this.sealer.open(open.words, 'call_tasks.words') : '';
    const lines = before.split('\n').includes(words ?? '') ? [before] : [before, words];
    const all = lines.filter(Boolean).join('\n').slice(-MOST_WORDS);
    return [
      ...[seal(name, 'call_tasks.name'), seal(all, 'call_tasks.words'), wish.language ?? null, wish.bestTime ?? null],
      ...[wish.urgent ?? false, wish.bookingId ?? null, wish.clinicId ?? null, wish.nextTryAt ?? null],
    ];
  }
}
