import type { ClinicScope } from '../access/caller.js';
import { isInScope } from '../access/caller.js';
import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';
import { invalid, mapConstraints, notFound } from '../platform/errors.js';
import { Clinic } from './clinic.entity.js';

mapConstraints({
  clinics_venue_id_fkey: () => invalid({ field: 'venueId', code: 'venue_unknown' }),
  slots_taken_range: () => invalid({ field: 'capacity', code: 'capacity_below_taken' }),
});

/**
 * One clinic, locked against other changes of the team until the transaction ends. Not against bookings: their foreign
 * keys only share the row's key, so that whoever holds a slot never waits for whoever holds the clinic.
 * @throws AppError 404, also for a clinic outside the scope of who asks
 */
export async function lockClinic(tx: Tx, id: string, scope: ClinicScope): Promise<Clinic> {
  const clinic = await tx.findOne(Clinic, { where: { id }, lock: { mode: 'for_no_key_update' } });
  if (!clinic || !isInScope(scope, clinic)) throw notFound();
  return clinic;
}

/**
 * Copies the booking window from the clinic to its slots; it ends at the latest when a slot begins. It stands on the
 * slot, because a joined clinic is not read again after a lock wait. The slots stay locked in the order of their ids.
 */
export async function syncWindow(tx: Tx, clinicId: string): Promise<void> {
  await rows(tx, 'select 1 from slots where clinic_id = $1 order by id for update', [clinicId]);
  await rows(
    tx,
    `update slots s set opens_at = c.booking_opens_at, closes_at = least(c.booking_closes_at, s.starts_at)
     from clinics c where c.id = s.clinic_id and c.id = $1`,
    [clinicId],
  );
}
