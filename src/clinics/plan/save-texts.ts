import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Planner } from '../../access/caller.js';
import type { Locale } from '../../i18n/locales.js';
import { translator } from '../../i18n/translate.js';
import { Clock } from '../../platform/clock.js';
import { Database, rows } from '../../platform/database.js';
import type { TextKind } from '../clinic-texts.js';
import { standardText } from '../clinic-texts.js';
import { lockClinic } from '../clinics.repository.js';

export interface NewText {
  kind: TextKind;
  language: Locale;
  text: string;
}

/** Keeps what the team wrote for a clinic. What is empty, or the standard text word for word, is not kept: it stays standard. */
@Injectable()
export class SaveTexts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 */
  async run(clinicId: string, texts: NewText[], planner: Planner): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const { mode } = await lockClinic(tx, clinicId, planner.clinics);
      const own = texts.filter(
        ({ kind, language, text }) => text !== '' && text !== standardText(kind, mode, translator(language)),
      );
      await rows(tx, 'delete from clinic_texts where clinic_id = $1', [clinicId]);
      await rows(
        tx,
        `insert into clinic_texts (clinic_id, kind, language, text, updated_at)
         select $1, kind, language, text, $5 from unnest($2::text[], $3::text[], $4::text[]) as t (kind, language, text)`,
        [clinicId, own.map(({ kind }) => kind), own.map(({ language }) => language), own.map(({ text }) => text), now],
      );
      const reason = own.map(({ kind, language }) => `${kind} in ${language}`).join(', ') || 'all standard';
      const subject = { clinicId, subjectType: 'clinic', subjectId: clinicId, reason };
      await recordAudit(tx, { ...planner, ...subject, action: 'texts_changed' }, now);
    });
  }
}
