import { recordAudit } from '../access/audit.js';
import type { Caller } from '../access/caller.js';
import { inScope, scopeParam } from '../access/caller.js';
import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import type { LockedBooking } from './bookings.repository.js';
import { lockBooking, lockBookingById } from './bookings.repository.js';
import type { ManageLinks } from './manage-links.js';

/** Somebody of the team, for whoever made the booking. That they may is asked before. */
export interface OnBehalf {
  bookingId: string;
  caller: Caller;
  /** What they said why; it stays in the audit trail. */
  reason?: string;
}

/** Whoever holds the phone that the booking was made with, by a text message. */
export interface ByText {
  bookingId: string;
  /** They were asked about it as it then was. */
  revision: number;
}

/** Who changes a booking: whoever holds its link, by the secret part of it, or its phone; or the team on their behalf. */
export type Changer = string | OnBehalf | ByText;

const isTeam = (by: Changer): by is OnBehalf => typeof by === 'object' && 'caller' in by;

/** Locks the booking that they change. @throws AppError 404, also where it is another than they were asked about */
export async function lockFor(tx: Tx, by: Changer, links: ManageLinks): Promise<LockedBooking> {
  if (typeof by === 'string') return lockBooking(tx, links.hash(by));
  const booking = await lockBookingById(tx, by.bookingId);
  if ('revision' in by && booking.revision !== by.revision) throw notFound();
  return booking;
}

/** As the history of the booking names them. */
export const actorOf = (by: Changer) => (isTeam(by) ? by.caller.actor : 'applicant');

/** The team puts nobody into a clinic that they may not know of. @throws AppError 404 */
export async function demandScope(tx: Tx, by: Changer, clinicId: string): Promise<void> {
  if (!isTeam(by)) return;
  const known = await rows(tx, `select 1 from clinics c where c.id = $1 and ${inScope(2)}`, [
    clinicId,
    scopeParam(by.caller.clinics),
  ]);
  if (known.length === 0) throw notFound();
}

/** What the team did stands in the audit trail, with what it is done. */
export async function recordDeed(
  tx: Tx,
  by: Changer,
  { action, clinicId }: { action: string; clinicId: string },
  now: Date,
): Promise<void> {
  if (!isTeam(by)) return;
  const { caller, bookingId, reason } = by;
  await recordAudit(tx, { ...caller, action, clinicId, subjectType: 'booking', subjectId: bookingId, reason }, now);
}
