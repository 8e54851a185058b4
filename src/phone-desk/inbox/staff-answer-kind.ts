import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { DEFAULT_LOCALE, isLocale } from '../../i18n/locales.js';
import { translator } from '../../i18n/translate.js';
import type { MessageRow, Prepared } from '../../messaging/kinds.js';
import { MessageKinds, oneByOne } from '../../messaging/kinds.js';
import { plainSms } from '../../messaging/plain-sms.js';
import { Database } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { PHONE_LINE } from '../../ui/talk-panel.view.js';

export const STAFF_ANSWER = 'staff_answer';

interface Row {
  words: string;
  sender: string | null;
  language: string | null;
}

/** The language is only for the line that says who writes. */
const ANSWER = `
  select s.words, r.sender, coalesce(b.language, r.language) as language
  from staff_answers s join replies r on r.id = s.reply_id left join bookings b on b.id = r.booking_id where s.id = $1`;

/** What somebody of the team answered, as they wrote it. */
@Injectable()
export class StaffAnswerKind implements OnModuleInit {
  constructor(
    private readonly kinds: MessageKinds,
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  onModuleInit(): void {
    this.kinds.register({ name: STAFF_ANSWER, onlyOnce: true, prepare: oneByOne((message) => this.prepare(message)) });
  }

  private async prepare({ dedupeKey }: MessageRow): Promise<Prepared> {
    const [row] = await this.database.query<Row>(ANSWER, [dedupeKey.split(':')[1]]);
    if (!row?.sender) return { suppress: 'erased' };
    const t = translator(isLocale(row.language) ? row.language : DEFAULT_LOCALE);
    const line = { phone: PHONE_LINE.shown, extension: PHONE_LINE.extension };
    const text = plainSms(this.sealer.open(row.words, 'staff_answers.words'));
    const to = this.sealer.open(row.sender, 'replies.sender');
    return { to, sms: { text, firstLine: t('sms.firstLine', line) } };
  }
}
