import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Caller } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import { Database, rows } from '../platform/database.js';
import { invalid, notFound } from '../platform/errors.js';
import { Sealer } from '../platform/sealing.js';
import { notesMark } from './person-reader.js';
import { TELL_LIST } from './tap-roster.js';

export interface PersonEdit {
  notes: string;
  /** Undefined: not touched. */
  language?: string;
  needsInterpreter?: boolean;
  /** What the notes were that who writes has read. */
  notesRead: string;
}

/** Notes about somebody on the roster, and what turned out about their language. */
@Injectable()
export class EditPerson {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 422 `notes_changed` when somebody else wrote meanwhile */
  async run(clinicId: string, attendeeId: string, edit: PersonEdit, caller: Caller): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [found] = await rows<{ notes: string | null }>(
        tx,
        `select notes from attendees where id = $1 and clinic_id = $2 and status <> 'cancelled' and name is not null for update`,
        [attendeeId, clinicId],
      );
      if (!found) throw notFound();
      const before = found.notes && this.sealer.open(found.notes, 'attendees.notes');
      const same = (before ?? '') === edit.notes;
      if (!same && notesMark(found.notes) !== edit.notesRead) throw invalid({ field: 'notes', code: 'notes_changed' });
      const notes = same ? found.notes : edit.notes && this.sealer.seal(edit.notes, 'attendees.notes');
      await rows(
        tx,
        `update attendees set notes = $2, language = coalesce($3, language), needs_interpreter = coalesce($4, needs_interpreter)
         where id = $1`,
        [attendeeId, notes || null, edit.language, edit.needsInterpreter],
      );
      await rows(tx, TELL_LIST, [clinicId]);
      const event = { action: 'attendee_changed', clinicId, subjectType: 'attendee', subjectId: attendeeId };
      await recordAudit(tx, { ...caller, ...event }, this.clock.now());
    });
  }
}
