import { randomUUID } from 'node:crypto';
import { recordAudit } from '../../access/audit.js';
import type { Planner } from '../../access/caller.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import type { ChangeKind } from './change-kinds.js';

/** A decision, as it is written down. */
export interface NewChange {
  clinicId: string;
  kind: ChangeKind;
  /** What is another now, in words that name nobody. */
  summary: string;
  /** Why, for the team. */
  reason?: string;
  /** Whose people it concerns; absent: all of the clinic's. */
  slotIds?: string[];
  /** The slots that it closed. */
  closedSlots?: string[];
}

/** A slot while a decision holds it. */
export interface HeldSlot {
  id: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  extra: number;
  taken: number;
  open: boolean;
}

/**
 * The slots of a clinic, locked until the decision is made: from here on nobody books, and whoever has a place in them
 * has it for good. In the order of their ids, as whoever takes several locks them.
 */
export async function holdSlots(tx: Tx, clinicId: string): Promise<HeldSlot[]> {
  const found = await rows<HeldSlot>(
    tx,
    `select id, starts_at as "startsAt", ends_at as "endsAt", capacity, extra, taken, open
     from slots where clinic_id = $1 order by id for update`,
    [clinicId],
  );
  return found.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/**
 * Writes a decision down, with everybody whom it concerns: who has a place in its slots, which the caller holds. The
 * messages come later, by the job that the caller asks for.
 * @returns the id of the decision, and how many bookings it concerns
 */
export async function recordChange(tx: Tx, change: NewChange, planner: Planner, now: Date) {
  const { clinicId, kind, summary, reason, slotIds, closedSlots } = change;
  const id = randomUUID();
  await rows(
    tx,
    `insert into clinic_changes (id, clinic_id, kind, summary, reason, closed_slots, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, clinicId, kind, summary, reason, closedSlots, planner.actor, now],
  );
  const concerned = await rows(
    tx,
    `insert into clinic_change_bookings (change_id, booking_id)
     select distinct $1::uuid, b.id
     from slots s join attendees a on a.slot_id = s.id join bookings b on b.id = a.booking_id
     where s.clinic_id = $2 and ($3::uuid[] is null or s.id = any($3)) and a.status not in ('cancelled', 'done')
       and b.status = 'booked' and b.erased_at is null
     returning booking_id`,
    [id, clinicId, slotIds],
  );
  if (concerned.length === 0) await rows(tx, 'update clinic_changes set queued_at = $2 where id = $1', [id, now]);
  const subject = { clinicId, subjectType: 'clinic', subjectId: clinicId };
  const why = [summary, reason].filter(Boolean).join('. ');
  await recordAudit(tx, { ...planner, ...subject, action: `clinic_${kind}`, reason: why }, now);
  return { id, bookings: concerned.length };
}
