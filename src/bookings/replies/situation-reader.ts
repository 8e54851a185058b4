import { Injectable } from '@nestjs/common';
import type { Reply } from '../../messaging/replies/reply-handlers.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import type { Question, Situation, Upcoming } from './conversation-rules.js';
import { stillHolds } from './conversation-rules.js';

/** A question is not answered the day after. */
const HOLDS_MS = 24 * 3_600_000;
/** Nobody has read a text that has just gone: a second press of the same key is no answer to it. */
const READ_MS = 2_000;
/** Of one number: more than can be asked about. */
const MOST_BOOKINGS = 20;

/** `$1` the number's indexes, `$2` now. */
const UPCOMING = `
  select b.id, b.revision, min(s.starts_at) as starts,
    count(*) > 1 or count(*) over (partition by min(s.starts_at)) > 1 as named,
    coalesce(array_agg(a.id order by a.position) filter (where a.status = 'expected' and s.starts_at > $2), '{}') as expected,
    exists (select from clinic_change_bookings w where w.booking_id = b.id and w.state = 'waiting') as changing
  from bookings b join clinics c on c.id = b.clinic_id and c.status = 'published'
  join attendees a on a.booking_id = b.id and a.status <> 'cancelled' join slots s on s.id = a.slot_id
  where b.phone_ix = any($1) and b.status = 'booked' and b.erased_at is null
  group by b.id having max(s.ends_at) > $2 order by starts, b.created_at, b.id limit ${MOST_BOOKINGS}`;

/** Since the time `at` of what we said no reminder went to the number of `$1`, also none of which nobody knows yet whether it arrived. */
const noReminderSince = (at: string) => `not exists (
    select from messages r where r.address_ix = any($1) and r.kind like 'reminder%'
      and coalesce(r.sent_at, r.claimed_until) > ${at})`;

/**
 * `$1` the number's indexes, `$2` the number of the reply: what we said last asks; replies that were left alone do not count.
 * Whoever got a reminder since then answers that.
 */
const ASKED = `
  select q.asked, q.received_at as "askedAt", m.state, m.sent_at as "sentAt"
  from (select * from replies where phone_ix = any($1) and number < $2 and (answer is not null or call_task_id is not null)
        order by number desc limit 1) q
  join messages m on m.subject_id = q.id and m.kind = q.answer
  where q.asked is not null and ${noReminderSince('m.sent_at')}`;

/** The same, `$3` from when on: what the team said last, if neither a reminder nor a question of our program came since. */
const TEAM = `
  select s.words
  from staff_answers s join replies a on a.id = s.reply_id
  where a.phone_ix = any($1) and s.at > $3 and ${noReminderSince('s.at')} and not exists (
    select from replies q where q.phone_ix = any($1) and q.number < $2 and q.asked is not null and q.received_at > s.at)
  order by s.at desc limit 1`;

interface Asked {
  asked: Question;
  askedAt: Date;
  state: string;
  sentAt: Date | null;
}

interface Told {
  words: string;
}

/** What a reply may be about: the number's bookings, and what we asked last. */
@Injectable()
export class SituationReader {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async read(tx: Tx, reply: Reply): Promise<Situation> {
    const indexes = this.sealer.blindIndexes(reply.from, 'phone');
    const bookings = await rows<Upcoming>(tx, UPCOMING, [indexes, this.clock.now()]);
    const since = new Date(reply.receivedAt.getTime() - HOLDS_MS);
    const [told] = await rows<Told>(tx, TEAM, [indexes, reply.number, since]);
    if (told) return { bookings, team: { asks: isQuestion(this.sealer.open(told.words, 'staff_answers.words')) } };
    const [last] = await rows<Asked>(tx, ASKED, [indexes, reply.number]);
    if (!last || last.askedAt <= since || !stillHolds(last.asked, bookings)) return { bookings };
    const put = wasPut(last, reply.receivedAt);
    return put === undefined ? { bookings } : { bookings, asked: { question: last.asked, put } };
  }
}

const isQuestion = (words: string) => /[?\uFF1F\u061F]/.test(words);

/** Whether they can have read it; undefined when it never went: it is to be asked anew. */
function wasPut({ state, sentAt }: Asked, at: Date): boolean | undefined {
  if (state === 'queued' || state === 'sending') return false;
  if (!sentAt || (state !== 'sent' && state !== 'delivered')) return undefined;
  return at.getTime() - sentAt.getTime() >= READ_MS;
}
