import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { Locale } from '../../i18n/locales.js';
import { addressIndexes } from '../../messaging/address-index.js';
import type { MessageRow, Prepared } from '../../messaging/kinds.js';
import { MessageKinds, oneByOne } from '../../messaging/kinds.js';
import { isStopped } from '../../messaging/opt-outs.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { BookingReader } from '../booking-reader.js';
import type { BookingDetails } from '../booking-reads.js';
import { stillSo } from '../messages/still-so.js';
import { answerSms } from './answer-words.js';
import type { AnswerKind } from './answers.js';
import { ANSWERS } from './answers.js';
import type { Choice, Question } from './conversation-rules.js';

interface Row {
  sender: string | null;
  locale: Locale;
  about: Choice[];
  asked: Question | null;
  goneOn: boolean;
}

/** Registers what replies are answered with; each is made when it goes, and of what then is so. */
@Injectable()
export class AnswerKinds implements OnModuleInit {
  constructor(
    private readonly kinds: MessageKinds,
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly reader: BookingReader,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const kind of ANSWERS) {
      this.kinds.register({ name: kind, onlyOnce: true, prepare: oneByOne((message) => this.prepare(kind, message)) });
    }
  }

  private async prepare(kind: AnswerKind, { subjectId }: MessageRow): Promise<Prepared> {
    const [row] = await this.database.query<Row>(
      `select sender, language as locale, about, asked, exists (
         select from replies l where l.phone_ix = r.phone_ix and l.number > r.number
           and (l.answer is not null or l.call_task_id is not null)) as "goneOn"
       from replies r where id = $1`,
      [subjectId],
    );
    if (!row?.sender) return { suppress: 'erased' };
    const to = this.sealer.open(row.sender, 'replies.sender');
    if (kind === 'reply_stopped' && !(await this.isStopped(to))) return { suppress: 'superseded' };
    const { locale, about, asked: question, goneOn } = row;
    // They have written more, and were answered: this is not what is spoken of any more.
    if (question && goneOn) return { suppress: 'superseded' };
    const bookings = await this.reader.byIds([...new Set(about.map(({ bookingId }) => bookingId))]);
    if (!isSo(about, bookings, this.clock.now())) return { suppress: 'superseded' };
    const sms = answerSms({ kind, locale, about, question, bookings, url: this.config.publicUrl });
    const still = bookings.length > 0 ? stillSo(...bookings) : undefined;
    return { to, sms, still, ...(kind === 'reply_stopped' && { endsTexts: true }) };
  }

  private isStopped(to: string): Promise<boolean> {
    return isStopped(this.database, 'sms', addressIndexes(this.sealer, 'sms', to));
  }
}

/** Whether the bookings are still as they were when the answer was decided, and somebody is expected there. */
function isSo(about: Choice[], bookings: BookingDetails[], now: Date): boolean {
  const open = bookings.filter(
    ({ status, clinic, endsAt }) => status === 'booked' && clinic.status === 'published' && endsAt > now,
  );
  return about.every((choice) =>
    open.some(({ id, revision }) => id === choice.bookingId && revision === choice.revision),
  );
}
