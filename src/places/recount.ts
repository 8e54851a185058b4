/**
 * The slots whose count is not what it should be: `taken` is active attendees, places in holds that were not given back, and
 * what is owed. No row: all is well. A further condition on `s` may follow.
 */
export const COUNTS_DIFFER = `
  select s.id, s.taken, active, held from slots s, lateral (
    select count(*)::integer as active from attendees a where a.slot_id = s.id and a.status <> 'cancelled') a, lateral (
    select coalesce(sum(p.n), 0)::integer as held from hold_places p where p.slot_id = s.id) h
  where s.taken <> active + held + s.owed`;
