import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import type { StillSo } from '../../messaging/kinds.js';
import type { BookingDetails } from '../booking-reads.js';
import { startsOf } from './sms-facts.js';

/**
 * Whether the bookings of a message are still what it was made of, held until the message is marked: whoever cancels, moves or
 * corrects one, or stops its messages, locks its row and leaves it another revision; whoever decides something of the
 * clinic, also other times of it, holds the clinic. They are seen, or they wait. The clinics first, as a decision locks.
 */
export const stillSo = (...bookings: BookingDetails[]): StillSo<BookingDetails[]> => ({ of: bookings, all });

async function all(tx: Tx, messages: BookingDetails[][]): Promise<boolean[]> {
  const bookings = messages.flat();
  const clinics = [...new Set(bookings.map(({ clinic }) => clinic.id))];
  await rows(tx, 'select 1 from clinics where id = any($1::uuid[]) order by id for share', [clinics]);
  // Another statement: it sees what was committed while the one before waited.
  const as = bookings.map((booking, n) => {
    const { id, revision, clinic } = booking;
    return { ...{ n, id, revision, starts: startsOf(booking) }, ...{ clinic: clinic.id, status: clinic.status } };
  });
  const found = await rows<{ n: number }>(
    tx,
    `select w.n from jsonb_to_recordset($1)
         as w (n integer, id uuid, revision integer, starts timestamptz[], clinic uuid, status text)
       join bookings b on b.id = w.id join clinics c on c.id = b.clinic_id
     where b.revision = w.revision and b.clinic_id = w.clinic and c.status = w.status and b.erased_at is null
       and (b.status <> 'booked' or w.starts = array(
         select distinct s.starts_at from attendees a join slots s on s.id = a.slot_id
         where a.booking_id = b.id and a.status <> 'cancelled' order by 1))
     order by b.id for share of b`,
    [JSON.stringify(as)],
  );
  const so = new Set(found.map(({ n }) => bookings[n]));
  return messages.map((of) => of.every((booking) => so.has(booking)));
}
