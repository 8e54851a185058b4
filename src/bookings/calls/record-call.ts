import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import { Database, rows } from '../../platform/database.js';
import { conflict } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';

/** How a call ended. `given_back`: it was not made. */
export const CALL_ENDS = ['reached', 'no_answer', 'given_back'] as const;
export type CallEnd = (typeof CALL_ENDS)[number];

/** Writes down how a call ended that one has taken. */
@Injectable()
export class RecordCall {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** `note` is kept with the call until the booking is erased; what was noted before is what it replaces. @throws AppError 409 `call_not_yours` */
  async run(changeId: string, bookingId: string, { end, note }: { end: CallEnd; note: string }, caller: Caller) {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const [task] = await rows<{ clinicId: string }>(
        tx,
        `update call_tasks set state = case $4 when 'reached' then 'reached' else 'open' end, taken_by = null, taken_at = null,
           closed_at = case $4 when 'reached' then $5::timestamptz end, note = $6,
           tries = tries + case $4 when 'given_back' then 0 else 1 end,
           tried_at = case $4 when 'given_back' then tried_at else $5 end
         where change_id = $1 and subject_id = $2 and state = 'taken' and taken_by = $3
         returning clinic_id as "clinicId"`,
        [changeId, bookingId, caller.actor, end, now, note ? this.sealer.seal(note, 'call_tasks.note') : null],
      );
      if (!task) throw conflict('call_not_yours');
      const subject = { clinicId: task.clinicId, subjectType: 'booking', subjectId: bookingId, reason: end };
      await recordAudit(tx, { ...caller, ...subject, action: 'call_recorded' }, now);
    });
  }

  /** What was noted of a call before. */
  async noteOf(changeId: string, bookingId: string): Promise<string> {
    const [task] = await this.database.query<{ note: string | null }>(
      'select note from call_tasks where change_id = $1 and subject_id = $2',
      [changeId, bookingId],
    );
    return task?.note ? this.sealer.open(task.note, 'call_tasks.note') : '';
  }
}
