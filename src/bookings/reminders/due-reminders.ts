import type { Database, Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import type { ReminderSettings } from './reminder-rules.js';
import { reminderSteps } from './reminder-rules.js';

/** So long what an outage swallowed is still put on record. */
const BEHIND_DAYS = 7;

interface SlotRow extends ReminderSettings {
  slotId: string;
  startsAt: Date;
}

/** A step whose hour has come, of one slot. */
export interface DueStep {
  slotId: string;
  startsAt: Date;
  step: string;
  at: Date;
  helpsUntil: Date;
}

/** The steps that have come of all slots with people, near enough to matter. */
export async function dueSteps(database: Database, now: Date): Promise<DueStep[]> {
  const slots = await database.query<SlotRow>(
    `select s.id as "slotId", s.starts_at as "startsAt", c.mode, c.time_zone as "timeZone", c.reminder_days as days,
       c.reminder_time::text as time, c.reminder_hours as hours
     from slots s join clinics c on c.id = s.clinic_id
     where c.status = 'published' and s.taken > 0 and s.starts_at > $1::timestamptz - interval '${BEHIND_DAYS} days'
       and s.starts_at < $1::timestamptz + interval '1 day' * (1 + greatest(1, (select max(d) from unnest(c.reminder_days) d)))`,
    [now],
  );
  return slots.flatMap(({ slotId, startsAt, ...settings }) =>
    reminderSteps(settings, startsAt)
      .filter(({ at }) => at <= now)
      .map((step) => ({ slotId, startsAt, ...step })),
  );
}

/**
 * Writes the reminders of these steps that nobody has written yet, up to `limit`; in one statement, which asks everything
 * anew of what is so now. Nobody is reminded of what they were told after the step, or within the hour before it: when they
 * booked, moved or agreed to messages, or when the team told them of a change; nor while they are about to be told of one.
 * What helps nobody any more is written as `missed`.
 * @returns how many
 */
export async function writeReminders(tx: Tx, due: DueStep[], now: Date, limit: number): Promise<number> {
  // Two that write at once could each choose another channel for one reminder.
  await rows(tx, `select pg_advisory_xact_lock(hashtext('reminders'))`);
  const column = <T>(pick: (step: DueStep) => T) => due.map(pick);
  const written = await rows(tx, WRITE, [
    ...[column((d) => d.slotId), column((d) => d.startsAt), column((d) => d.startsAt.getTime())],
    ...[column((d) => d.step), column((d) => d.at), column((d) => d.helpsUntil), now, limit],
  ]);
  return written.length;
}

const key = (channel: string) => `'reminder:' || d.step || ':' || b.id || ':' || s.id || ':' || d.ms || ':${channel}'`;

export const WRITE = `
  insert into messages (id, clinic_id, subject_type, subject_id, kind, channel, dedupe_key, state, error_code, due_at,
    settled_at, priority, helps_until, created_at)
  select gen_random_uuid(), b.clinic_id, 'booking', b.id,
    case when d.step like 'h%' then 'reminder_hours' when d.step = 'd1' then 'reminder_day_before' else 'reminder_days' end,
    k.channel,
    case k.channel when 'sms' then ${key('sms')} else ${key('email')} end,
    case when d.helps_until > $7 then 'queued' else 'missed' end, case when d.helps_until > $7 then null else 'late' end,
    d.at, case when d.helps_until > $7 then null else $7::timestamptz end, 1, d.helps_until, $7
  from unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::text[], $5::timestamptz[], $6::timestamptz[])
    as d (slot_id, starts_at, ms, step, at, helps_until)
  join slots s on s.id = d.slot_id and s.starts_at = d.starts_at
  join clinics c on c.id = s.clinic_id and c.status = 'published' and c.reminders_set_at < d.at
  join lateral (
    select distinct a.booking_id from attendees a where a.slot_id = s.id and a.status <> 'cancelled') a on true
  join bookings b on b.id = a.booking_id and b.status = 'booked' and b.source <> 'walk_in' and b.erased_at is null
    and b.created_at < d.at - interval '1 hour'
  join lateral (
    select channel, at from consents where booking_id = b.id and case channel when 'sms' then b.phone else b.email end is not null
    order by channel = 'email' limit 1) k on k.at < d.at - interval '1 hour'
  where not exists (select from messages m where m.dedupe_key in (${key('sms')}, ${key('email')}))
    and not exists (
      select from attendees o join slots os on os.id = o.slot_id
      where o.booking_id = b.id and o.status <> 'cancelled' and os.starts_at < s.starts_at)
    and not exists (
      select from booking_events e
      where e.booking_id = b.id and e.at >= d.at - interval '1 hour' and (
        e.kind in ('moved', 'clinic_changed', 'clinic_back')
        or e.kind = 'attendee_cancelled' and s.starts_at > (
          select es.starts_at from attendees ea join slots es on es.id = ea.slot_id where ea.id = e.attendee_id)))
    and not exists (select from clinic_change_bookings w where w.booking_id = b.id and w.state = 'waiting')
  order by d.at limit $8
  on conflict (dedupe_key) do nothing
  returning 1`;
