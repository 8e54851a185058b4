/**
 * Whom a decision has reached, derived from its messages and never stored: rows of `clinic_change_bookings r join
 * clinic_changes h on h.id = r.change_id join bookings b on b.id = r.booking_id left join call_tasks k on k.id =
 * r.call_id`, with `reach`:
 * `reached` by phone, or known to know; `delivered`; `told`: the provider has it; `waiting`: it is about to be sent; `call`: nothing got
 * through, or there is no way to write to them; `moved_on`: they changed their booking themselves since, or a later
 * decision tells them.
 */
export const REACH = `
  case
    when r.state = 'waiting' then 'waiting'
    when r.state = 'left' or b.status <> 'booked' or b.erased_at is not null or b.revision <> r.revision then 'moved_on'
    when k.state in ('reached', 'done') then 'reached'
    else (
      select case
        when bool_or(m.state = 'delivered') then 'delivered'
        when bool_or(m.state = 'sent') then 'told'
        when bool_or(m.state in ('queued', 'sending')) then 'waiting'
        else 'call' end
      from messages m
      where m.dedupe_key in (${['sms', 'email'].map(keyOf).join(', ')}))
  end`;

/** What `REACH` is asked of. */
export const REACHED_FROM = `clinic_change_bookings r
  join clinic_changes h on h.id = r.change_id
  join bookings b on b.id = r.booking_id
  left join call_tasks k on k.id = r.call_id`;

/** The key that a decision's message to a booking has in the outbox; see `actionMessages`. */
function keyOf(channel: string): string {
  const kind = `case h.kind when 'called_off' then 'clinic_called_off' when 'brought_back' then 'clinic_back' else 'clinic_changed' end`;
  return `${kind} || ':' || b.id || ':' || r.revision || ':${channel}'`;
}

export type Reach = 'waiting' | 'told' | 'delivered' | 'call' | 'reached' | 'moved_on';
