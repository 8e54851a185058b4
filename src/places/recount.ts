/** The slots whose count is not what it should be: `taken` is active attendees plus what is owed. No row: all is well. */
export const COUNTS_DIFFER = `
  select s.id, s.taken, count(a.id)::integer as active from slots s
  left join attendees a on a.slot_id = s.id and a.status <> 'cancelled'
  group by s.id having s.taken <> count(a.id) + s.owed`;
