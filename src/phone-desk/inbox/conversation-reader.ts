import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { callScope, inScope, scopeParam } from '../../access/caller.js';
import { phoneRule } from '../../bookings/contact-rules.js';
import { BookingReader } from '../../bookings/booking-reader.js';
import type { MessageState } from '../../messaging/message-states.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { notFound } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';
import { optOutsOf } from '../opt-outs/opt-outs-reader.js';
import { TAKEN_MS } from '../tasks/call-rules.js';
import { inCallScope } from '../tasks/call-sql.js';
import { REPLY_OF, replyInScope } from '../tasks/reply-sql.js';
import type { Conversation, Said, Waiting } from './conversation.js';
import { ANSWERS, WAITS } from './inbox-sql.js';

/** Of each side, the latest. */
const MOST_SAID = 100;
const MOST_BOOKINGS = 10;
const MANAGE_LINK = /\bhttps?:\/\/\S+?\/m\/\S+/g;

/** `$1` the number's indexes, `$2` the scope. */
const THEIRS = `
  select r.id, r.received_at as at, r.body, r.pictures, r.state = 'waiting' as "beingAnswered", r.language
  from replies r ${REPLY_OF}
  where r.phone_ix = any($1) and r.body is not null and ${replyInScope(2)} order by r.number desc limit ${MOST_SAID}`;

/** Texts to the number, and answers that have not gone yet. */
const OURS = `
  select coalesce(m.sent_at, m.settled_at, m.due_at) as at, m.body, m.kind, m.state, m.error_code as "errorCode",
    s.words, s.actor
  from messages m
  left join staff_answers s on m.kind = 'staff_answer' and s.id::text = split_part(m.dedupe_key, ':', 2)
  left join clinics c on c.id = m.clinic_id
  where m.channel = 'sms' and ${replyInScope(2)} and (m.address_ix = any($1) or (m.subject_type = 'reply'
    and m.subject_id in (select id from replies where phone_ix = any($1))))
  order by at desc, m.created_at desc limit ${MOST_SAID}`;

/** `$3` from when on one that is taken is still theirs; whoever is at another call to the same person has it too. */
const WAITING = `
  select k.id as "taskId", k.revision, k.created_at as since, k.note, k.for_staff as "forStaff", k.handed_by as "handedBy",
    k.to_call as "toCall", k.language, t.taken_by as "takenBy", t.taken_at as "takenAt"
  from call_tasks k left join lateral (
    select o.taken_by, o.taken_at from call_tasks o left join bookings ob on ob.id = o.subject_id
    where o.state = 'taken' and o.taken_at > $3 and (o.id = k.id or o.phone_ix = any($1) or ob.phone_ix = any($1))
    order by o.id = k.id desc limit 1) t on true
  where ${WAITS} and k.phone_ix = any($1) and ${inCallScope(2)} limit 1`;

const BOOKINGS = `
  select b.id from bookings b join clinics c on c.id = b.clinic_id
  where b.phone_ix = any($1) and b.erased_at is null and ${inScope(2)}
  order by b.status = 'booked' and c.day >= $3::date desc, abs(c.day - $3::date) limit ${MOST_BOOKINGS}`;

type Theirs = Omit<Extract<Said, { by: 'them' }>, 'by' | 'text'> & {
  id: string;
  body: string;
  language: string | null;
};
type Ours = { at: Date; body: string | null; kind: string; state: MessageState } & {
  errorCode: string | null;
  words: string | null;
  actor: string | null;
};

/** Reads what was written between one number and us. */
@Injectable()
export class ConversationReader {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly bookings: BookingReader,
    private readonly clock: Clock,
  ) {}

  /** The number of whoever wrote a reply. @throws AppError 404 outside of what one may see, and once it is erased */
  async numberOf(replyId: string, { clinics }: Pick<Caller, 'clinics'>): Promise<string> {
    const [row] = await this.database.query<{ sender: string | null }>(
      `select r.sender from replies r ${REPLY_OF} where r.id = $1 and ${replyInScope(2)}`,
      [replyId, scopeParam(callScope(clinics))],
    );
    if (!row?.sender) throw notFound();
    return this.sealer.open(row.sender, 'replies.sender');
  }

  /** The conversation that a reply belongs to. @throws AppError 404 */
  async read(replyId: string, caller: Caller): Promise<Conversation> {
    const phone = await this.numberOf(replyId, caller);
    const [now, indexes] = [this.clock.now(), this.sealer.blindIndexes(phone, 'phone')];
    const scope = scopeParam(callScope(caller.clinics));
    const over = new Date(now.getTime() - TAKEN_MS);
    const [theirs, ours, [waiting], ids, optOuts, [answers]] = await Promise.all([
      this.database.query<Theirs>(THEIRS, [indexes, scope]),
      this.database.query<Ours>(OURS, [indexes, scope]),
      this.database.query<Waiting & { language: string | null }>(WAITING, [indexes, scope, over]),
      this.database.query<{ id: string }>(BOOKINGS, [indexes, scope, now]),
      optOutsOf(this.database, this.sealer, { phone: indexes, email: [] }),
      this.database.query<{ n: number }>(ANSWERS, [indexes]),
    ]);
    const bookings = ids.length === 0 ? [] : await this.bookings.byIds(ids.map(({ id }) => id));
    const guessed = theirs.find(({ language }) => language !== null)?.language;
    return {
      ...{ id: replyId, phone, reachable: phoneRule(phone) === undefined, bookings, optOuts },
      language: waiting?.language ?? bookings[0]?.language ?? guessed ?? null,
      waiting: waiting && { ...waiting, note: waiting.note && this.sealer.open(waiting.note, 'call_tasks.note') },
      said: this.opened(theirs, ours),
      answers: answers?.n ?? 0,
    };
  }

  /** In the order in which it was said. */
  private opened(theirs: Theirs[], ours: Ours[]): Said[] {
    const said: Said[] = [
      ...theirs.map(({ at, body, pictures, beingAnswered }) => {
        const text = this.sealer.open(body, 'replies.body');
        return { by: 'them' as const, at, text, pictures, beingAnswered };
      }),
      ...ours.reverse().map(({ at, kind, state, errorCode, actor, ...sealed }) => {
        return { by: 'us' as const, at, kind, state, errorCode, actor, text: this.textOf(sealed) };
      }),
    ];
    return said.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.by === 'them' ? -1 : 1));
  }

  private textOf({ body, words }: Pick<Ours, 'body' | 'words'>): string | undefined {
    if (body) {
      const { text } = JSON.parse(this.sealer.open(body, 'messages.body')) as { text: string };
      // Whoever has the link of a booking can do everything with it: it is for its holder alone.
      return text.replace(MANAGE_LINK, '(their link)');
    }
    return words === null ? undefined : this.sealer.open(words, 'staff_answers.words');
  }
}
