import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';

/** Who did what to what. Names nobody but by id; `reason` is what the person who acted gave. */
export interface AuditEvent {
  actor: string;
  action: string;
  clinicId?: string;
  subjectType: string;
  subjectId: string;
  /** The address that it came from, as `Origins` gives it. */
  ipIx?: string;
  requestId?: string;
  reason?: string;
}

/** Adds a row to the audit trail in the caller's transaction: what is done and that it was done commit together. */
export async function recordAudit(tx: Tx, event: AuditEvent, at: Date): Promise<void> {
  const { actor, action, clinicId, subjectType, subjectId, ipIx, requestId, reason } = event;
  await rows(
    tx,
    `insert into audit_events (at, actor, action, clinic_id, subject_type, subject_id, ip_ix, request_id, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [at, actor, action, clinicId, subjectType, subjectId, ipIx, requestId, reason],
  );
}
