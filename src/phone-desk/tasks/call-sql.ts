import { inScope } from '../../access/caller.js';
import { REACH, REACHED_FROM } from '../../bookings/changes/reach.js';

/** Tasks that belong to no clinic are for whoever works the phone line. */
export const inCallScope = (n: number, task = 'k') =>
  `(${task}.clinic_id is null or exists (select from clinics c where c.id = ${task}.clinic_id and ${inScope(n)}))`;

const appointments = (booking: string) => `
  select count(*)::integer as people, min(s.starts_at) as starts_at, max(s.ends_at) as ends_at
  from attendees a join slots s on s.id = a.slot_id where a.booking_id = ${booking}.id and a.status <> 'cancelled'`;

/** Bookings that a decision has not reached, as long as they are not over: `r`, `h`, `b`, `c`, `t`, and `k` once somebody worked on it. */
export const changeCalls = (scope: number, now: number) => `
  ${REACHED_FROM} join clinics c on c.id = h.clinic_id cross join lateral (${appointments('b')}) t
  where t.ends_at > $${now} and ${inScope(scope)}
    and (${REACH}) = 'call'`;

const eventOf = (message: string) => `regexp_replace(${message}.dedupe_key, '(:again)?:[^:]*$', '')`;
const wentAt = (message: string) => `coalesce(${message}.sent_at, ${message}.settled_at)`;

/**
 * Whether a task `k` about a message that did not arrive is still needed: the booking stands and is not over; neither it
 * nor another message of the same event has reached them after all or is on its way, and no later one has; nobody has
 * settled it by phone since; and they are not to be called because of a decision about their clinic anyway.
 */
const stillUnreached = (now: number) => `exists (
  select from bookings own join messages f on f.id = k.message_id cross join lateral (${appointments('own')}) t
  where own.id = k.subject_id and own.status = 'booked' and own.erased_at is null and t.ends_at > $${now}
    and not exists (select from messages m where m.subject_id = own.id and (
      (${eventOf('m')} = ${eventOf('f')} and m.state in ('queued', 'sending', 'sent', 'delivered'))
      or (m.state in ('sent', 'delivered') and ${wentAt('m')} > ${wentAt('f')})))
    and not exists (select from call_tasks o
      where o.subject_id = own.id and o.id <> k.id and o.closed_at >= ${wentAt('f')}
        and (o.state = 'reached' or o.reason = 'change'))
    and not exists (select from ${REACHED_FROM} where r.booking_id = own.id and (${REACH}) = 'call'))`;

/** A task `k` that is written down, as long as it is needed. */
export const isNeeded = (now: number) =>
  `k.closed_at is null and k.reason <> 'change' and (k.reason <> 'undelivered' or ${stillUnreached(now)})`;

/** Those that one may see: `k`, and `b`, `c`, `t` where it is about a booking. */
export const storedCalls = (scope: number, now: number) => `
  call_tasks k left join bookings b on b.id = k.subject_id left join clinics c on c.id = k.clinic_id
  left join lateral (${appointments('b')}) t on true
  where ${isNeeded(now)} and ${inCallScope(scope)}`;

/** Whether the tasks `o` and `k` are about the same person: one booking, or one number. */
export const SAME_PERSON = `(o.subject_id = k.subject_id or ${numberOf('o')} = ${numberOf('k')})`;

function numberOf(task: string): string {
  return `coalesce(${task}.phone_ix, (select phone_ix from bookings where id = ${task}.subject_id))`;
}
