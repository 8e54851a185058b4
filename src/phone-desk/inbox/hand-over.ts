import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { ROLES } from '../../access/permissions.js';
import { allows, SEES } from '../../access/permissions.js';
import { phoneRule } from '../../bookings/contact-rules.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { conflict, invalid } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';
import { isUuid, textRule } from '../../platform/validation.js';
import { check } from '../../staff/forms.js';
import { OpenCallTask } from '../tasks/open-call-task.js';
import { ConversationReader } from './conversation-reader.js';
import type { OpenTask } from './conversation-tasks.js';
import { lockConversation, recordConversation } from './conversation-tasks.js';

export interface Colleague {
  id: string;
  name: string;
}

/** To somebody of the team by their id, or `call`: they are to be called. */
export interface Handing {
  to: string;
  note: string;
}

const NOTE_MAX = 500;
const WORKING = ROLES.filter((role) => allows(role, 'calls.work'));
const ASSIGNED = WORKING.filter((role) => SEES[role] === 'assigned');

/** Whoever works the calls and may see the clinic `$3`; those of `$2` only where they are assigned to it. */
const COLLEAGUES = `
  select s.id, s.name from staff s where s.status = 'active' and s.role = any($1)
    and ($3::uuid is null or s.role <> all($2) or exists (
      select from clinic_staff cs where cs.staff_id = s.id and cs.clinic_id = $3))`;

/** Gives a conversation to a colleague, or to whoever calls, with a note. */
@Injectable()
export class HandOver {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly reader: ConversationReader,
    private readonly openTask: OpenCallTask,
    private readonly clock: Clock,
  ) {}

  /** Who else may see it, by name. */
  async colleagues(clinicId: string | null, { session }: Caller): Promise<Colleague[]> {
    const found = await this.database.query<Colleague>(COLLEAGUES, [WORKING, ASSIGNED, clinicId]);
    return found
      .filter(({ id }) => id !== session?.staffId)
      .map(({ id, name }) => ({ id, name: this.sealer.open(name, 'staff.name') }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Nobody has it afterwards: whoever it is for takes it, and so may others. @throws AppError 404; 409 conversation_taken; 422 */
  async run(replyId: string, { to, note }: Handing, caller: Caller): Promise<void> {
    check({ note }, { note: (value) => (value === '' ? undefined : textRule(NOTE_MAX)(value)) });
    const phone = await this.reader.numberOf(replyId, caller);
    if (phoneRule(phone) !== undefined) throw conflict('number_unreachable');
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const task = (await this.lock(tx, phone, caller, now)) ?? (await this.reopen(tx, replyId, phone, caller, now));
      if (to !== 'call' && !(await this.mayHave(tx, to, task.clinicId))) {
        throw invalid({ field: 'to', code: 'colleague_unknown' });
      }
      const sealed = note ? this.sealer.seal(note, 'call_tasks.note') : null;
      await rows(
        tx,
        `update call_tasks set state = 'open', taken_by = null, taken_at = null, for_staff = $2, to_call = $3, handed_by = $4,
           note = coalesce($5, note), next_try_at = null where id = $1`,
        [task.id, to === 'call' ? null : to, to === 'call', caller.actor, sealed],
      );
      const action = to === 'call' ? 'reply_to_call' : 'reply_handed_over';
      await recordConversation(tx, caller, { replyId, task, action, reason: to === 'call' ? undefined : to }, now);
    });
  }

  private lock(tx: Tx, phone: string, caller: Caller, now: Date): Promise<OpenTask | undefined> {
    return lockConversation(tx, this.sealer.blindIndexes(phone, 'phone'), caller, now);
  }

  /** Nobody waited: it waits from now on. */
  private async reopen(tx: Tx, replyId: string, phone: string, caller: Caller, now: Date): Promise<OpenTask> {
    await waitAgain(tx, this.openTask, { replyId, phone });
    const task = await this.lock(tx, phone, caller, now);
    if (!task) throw conflict('conversation_taken');
    return task;
  }

  private async mayHave(tx: Tx, staffId: string, clinicId: string | null): Promise<boolean> {
    const found = await rows<Colleague>(tx, COLLEAGUES, [WORKING, ASSIGNED, clinicId]);
    return isUuid(staffId) && found.some(({ id }) => id === staffId.toLowerCase());
  }
}

/** Whoever wrote this reply waits for a person again. */
export async function waitAgain(
  tx: Tx,
  open: OpenCallTask,
  { replyId, phone, words }: { replyId: string; phone: string; words?: string },
): Promise<void> {
  const [about] = await rows<{ bookingId: string; clinicId: string; language: string }>(
    tx,
    `select b.id as "bookingId", b.clinic_id as "clinicId", b.language from replies r join bookings b on b.id = r.booking_id
     where r.id = $1 and b.erased_at is null`,
    [replyId],
  );
  const task = await open.within(tx, { reason: 'reply', phone, words, ...about });
  await rows(tx, 'update replies set call_task_id = $2 where id = $1', [replyId, task]);
}
