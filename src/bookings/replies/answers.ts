import { Injectable } from '@nestjs/common';
import type { MessageKey } from '../../i18n/translate.js';
import { DEFAULT_LOCALE, isLocale } from '../../i18n/locales.js';
import { queueMessages } from '../../messaging/outbox.js';
import type { Reply } from '../../messaging/replies/reply-handlers.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { belongingOf } from './belonging.js';
import type { Choice, Question } from './conversation-rules.js';

/** Answers with words of their own, `sms.<kind>`. */
export const ANSWERS = [
  'reply_coming',
  'reply_free',
  'reply_freed',
  'reply_which_coming',
  'reply_which_not_coming',
  'reply_nothing_booked',
  'reply_help',
  'reply_stopped',
  'reply_started',
  'reply_person',
] as const satisfies readonly (MessageKey extends infer Key
  ? Key extends `sms.${infer Kind}`
    ? Kind
    : never
  : never)[];

export type AnswerKind = (typeof ANSWERS)[number];

/** What an answer is made from; the words are made when it goes. */
export interface Answer {
  kind: AnswerKind;
  /** The places that it speaks of. */
  about?: Choice[];
  /** What it asks of them. */
  question?: Question;
}

/** How often a number is told the same in a day, however much it writes: a machine at the other end must not go on for ever. */
const ONCE_A_DAY: readonly AnswerKind[] = ['reply_nothing_booked', 'reply_person'];
/** Answers to one number in a day. The provider's account lets few more go, and those are for what the team has to say. */
const MOST_A_DAY = 12;
const DAY_MS = 24 * 3_600_000;

const BOOKING = `select language, clinic_id as "clinicId" from bookings where id = $1 and erased_at is null`;

interface Booking {
  language: string;
  clinicId: string;
}

/** Answers replies by text; each once. */
@Injectable()
export class Answers {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Whether this number was answered so often today that a person is to look at it: two machines may be talking. */
  async tooMany(tx: Tx, reply: Reply): Promise<boolean> {
    const text = `select 1 from replies
      where phone_ix = any($1) and answer is not null and received_at > $2 and number < $3 limit ${MOST_A_DAY}`;
    const since = new Date(reply.receivedAt.getTime() - DAY_MS);
    const indexes = this.sealer.blindIndexes(reply.from, 'phone');
    return (await rows(tx, text, [indexes, since, reply.number])).length === MOST_A_DAY;
  }

  /**
   * In the language of the booking that it is about, or that the reply belongs to, or of the words themselves. What is said
   * once a day is not said again; a reply is answered once.
   */
  async give(tx: Tx, reply: Reply, { kind, about = [], question }: Answer): Promise<void> {
    const indexes = this.sealer.blindIndexes(reply.from, 'phone');
    if (ONCE_A_DAY.includes(kind) && (await saidToday(tx, reply, kind, indexes))) return;
    const [first] = about;
    const [booking] = first
      ? await rows<Booking>(tx, BOOKING, [first.bookingId])
      : [await belongingOf(tx, this.sealer, reply, this.clock.now())];
    const locale = [booking?.language, reply.understood.language].find(isLocale) ?? DEFAULT_LOCALE;
    const answered = await rows(
      tx,
      `update replies set answer = $2, about = $3, asked = $4, booking_id = coalesce($5, booking_id), language = $6
       where id = $1 and answer is null returning 1`,
      [reply.id, kind, JSON.stringify(about), question ?? null, first?.bookingId ?? null, locale],
    );
    if (answered.length === 0) return;
    const subject = { clinicId: booking?.clinicId ?? null, subjectType: 'reply', subjectId: reply.id };
    const dedupeKey = `${kind}:${reply.id}:sms`;
    await queueMessages(tx, [{ ...subject, kind, channel: 'sms', dedupeKey, dueAt: this.clock.now() }]);
  }
}

async function saidToday(tx: Tx, reply: Reply, kind: AnswerKind, indexes: string[]): Promise<boolean> {
  const since = new Date(reply.receivedAt.getTime() - DAY_MS);
  const text = `select 1 from replies
    where phone_ix = any($1) and answer = $2 and received_at > $3 and number < $4 limit 1`;
  return (await rows(tx, text, [indexes, kind, since, reply.number])).length > 0;
}
