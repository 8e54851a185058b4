import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Planner } from '../../access/caller.js';
import { lockClinic } from '../../clinics/clinics.repository.js';
import { Clock } from '../../platform/clock.js';
import { Database, rows } from '../../platform/database.js';
import { conflict, invalid } from '../../platform/errors.js';
import type { CompleteDto } from './complete.dto.js';
import { OutcomeReader } from './outcome-reader.js';
import { outcomeFaults } from './outcome-rules.js';

/** Closes the book on a clinic: its figures, and what to remember. Again, to correct them. */
@Injectable()
export class CompleteClinic {
  constructor(
    private readonly database: Database,
    private readonly reader: OutcomeReader,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `not_published`, `not_begun`; 422 naming what cannot be */
  async run(id: string, { notes = null, ...figures }: CompleteDto, planner: Planner): Promise<void> {
    const faults = outcomeFaults(figures);
    if (faults.length > 0) throw invalid(...faults);
    const now = this.clock.now();
    const { languages } = await this.reader.counted(id);
    await this.database.transaction(async (tx) => {
      const { status } = await lockClinic(tx, id, planner.clinics);
      if (status !== 'published' && status !== 'completed') throw conflict('not_published');
      const [first] = await rows<{ begun: boolean }>(
        tx,
        'select min(starts_at) <= $2 as begun from slots where clinic_id = $1',
        [id, now],
      );
      if (!first?.begun) throw conflict('not_begun');
      const { booked, arrived, noShows, walkIns, done } = figures;
      await rows(
        tx,
        `insert into clinic_outcomes (clinic_id, booked, arrived, no_shows, walk_ins, done, languages, notes, completed_by,
           completed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (clinic_id) do update set booked = $2, arrived = $3, no_shows = $4, walk_ins = $5, done = $6,
           notes = $8, completed_by = $9, completed_at = $10`,
        [id, booked, arrived, noShows, walkIns, done, languages, notes, planner.actor, now],
      );
      await rows(tx, 'update slots set open = false where clinic_id = $1', [id]);
      await rows(tx, `update clinics set status = 'completed', updated_at = $2 where id = $1`, [id, now]);
      const subject = { clinicId: id, subjectType: 'clinic', subjectId: id };
      await recordAudit(tx, { ...planner, ...subject, action: 'clinic_completed' }, now);
    });
  }
}
