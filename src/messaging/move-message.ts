import { afterwards, endsTheWay } from './code-rules.js';
import type { MessageKinds } from './kinds.js';
import type { MessageState } from './message-states.js';
import { isFinal, sourcesOf } from './message-states.js';

interface Moved {
  id: string;
  state: MessageState;
  code: string | null;
  /** What the provider calls it, when it says so first. */
  sid?: string;
}

/** How long a phone that is off or out of reach is given before the one more try. */
const AGAIN_AFTER = `interval '30 minutes'`;

type Statement = [text: string, values: unknown[]];

const ENDED = 'id, clinic_id, subject_type, subject_id, kind, channel, dedupe_key, priority, helps_until, follows';

/**
 * What follows a message that has `ended` without arriving, in the statement that ends it: the same text once more when the
 * phone was off and that still helps; else an email; else the call to whom it was for, or it is what the open call is about
 * from now on. There is never the one without the other. Whether the call is needed is asked when somebody wants to make it:
 * another message may be on its way.
 */
const after = (ended: string) => `
  with ended as (${ended} returning ${ENDED}),
  mattering as (
    select *, $8 or (follows is not null and $9 and (helps_until is null or $4 < helps_until)) as call,
      $6 and dedupe_key not like '%:again:sms' and (helps_until is null or $4 + ${AGAIN_AFTER} < helps_until) as again
    from ended where kind = any($5)),
  lost as (select * from mattering where $7 or call),
  once_more as (
    insert into messages (id, clinic_id, subject_type, subject_id, kind, channel, dedupe_key, priority, helps_until, follows,
      due_at, created_at)
    select gen_random_uuid(), clinic_id, subject_type, subject_id, kind, n.channel, n.key, priority, helps_until,
      case when call then id end, n.due_at, $4
    from lost cross join lateral (
      select 'sms' as channel, regexp_replace(dedupe_key, ':sms$', ':again:sms') as key, $4 + ${AGAIN_AFTER} as due_at
      where again
      union all
      select 'email', regexp_replace(dedupe_key, '(:again)?:sms$', ':email'), $4
      where not again and exists (select from consents where booking_id = subject_id and channel = 'email')) n
    where lost.channel = 'sms'
    on conflict (dedupe_key) do nothing returning id)
  insert into call_tasks as k (id, clinic_id, reason, subject_id, message_id, state, created_at)
  select gen_random_uuid(), clinic_id, 'undelivered', subject_id, id, 'open', $4 from lost
  where call and not exists (select from once_more)
  on conflict (subject_id) where closed_at is null and reason = 'undelivered'
    do update set message_id = excluded.message_id, clinic_id = excluded.clinic_id, next_try_at = null,
      revision = k.revision + 1`;

/** `$5` to `$9` of `after`. */
function followed(kinds: MessageKinds, state: MessageState | 'given_up', code: string | null): unknown[] {
  const { again, otherWay, call } = afterwards(state, code);
  return [kinds.mattering, again, otherWay, call, endsTheWay(state, code)];
}

/** Moves a message to a state, if the table of transitions lets it, and sees to what follows when it did not arrive. */
export function moveMessage(kinds: MessageKinds, { id, state, code, sid }: Moved, now: Date): Statement {
  const move = after(
    `update messages set state = $2, error_code = $3, provider_sid = coalesce(provider_sid, $10),
       asked = case when state = 'unknown' then 0 else asked end,
       settled_at = case when $12 then $4::timestamptz end,
       sent_at = case when $2 in ('sent', 'delivered') then coalesce(sent_at, $4::timestamptz) else sent_at end
     where id = $1 and state = any($11)`,
  );
  return [move, [id, state, code, now, ...followed(kinds, state, code), sid ?? null, sourcesOf(state), isFinal(state)]];
}

/** Nobody will ever know whether it went: it stays `unknown`, and is treated as one that did not arrive. */
export function giveUpAsking(kinds: MessageKinds, id: string, now: Date): Statement {
  const ended = after(
    `update messages set settled_at = $4::timestamptz where id = $1 and state = $2 and $3::text is null and settled_at is null`,
  );
  return [ended, [id, 'unknown', null, now, ...followed(kinds, 'given_up', null)]];
}
