/**
 * The slots whose count is not what it should be: `taken` is active attendees plus what is owed. No row: all is well. A further
 * condition on `s` may follow.
 */
export const COUNTS_DIFFER = `
  select s.id, s.taken, active from slots s, lateral (
    select count(*)::integer as active from attendees a where a.slot_id = s.id and a.status <> 'cancelled') a
  where s.taken <> active + s.owed`;
