import type { Reply } from '../../messaging/replies/reply-handlers.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import type { Sealer } from '../../platform/sealing.js';

/** The booking that a reply belongs to. */
export interface Belonging {
  id: string;
  clinicId: string;
  language: string;
  isToCome: boolean;
}

/** `$1` the number's indexes, `$2` now: the next that is not over, else the one that was last. */
const OF_NUMBER = `
  select b.id, b.clinic_id as "clinicId", b.language, t.next is not null as "isToCome"
  from bookings b cross join lateral (
    select min(s.starts_at) filter (where b.status = 'booked' and s.ends_at > $2) as next, max(s.starts_at) as last
    from attendees a join slots s on s.id = a.slot_id where a.booking_id = b.id and a.status <> 'cancelled') t
  where b.phone_ix = any($1) and b.erased_at is null
  order by t.next, t.last desc nulls last, b.created_at desc limit 1`;

/** The booking of its number that a reply belongs to, if there is one. */
export async function belongingOf(tx: Tx, sealer: Sealer, { from }: Reply, now: Date): Promise<Belonging | undefined> {
  return (await rows<Belonging>(tx, OF_NUMBER, [sealer.blindIndexes(from, 'phone'), now]))[0];
}

/**
 * Writes it down, unless an answer has said so already: who sees that clinic sees the reply, and no other clinic's team. The
 * last thing that is done of a reply: its row is locked after those of bookings.
 */
export async function belong(tx: Tx, sealer: Sealer, reply: Reply, now: Date): Promise<void> {
  const found = await belongingOf(tx, sealer, reply, now);
  if (found)
    await rows(tx, 'update replies set booking_id = $2 where id = $1 and booking_id is null', [reply.id, found.id]);
}
