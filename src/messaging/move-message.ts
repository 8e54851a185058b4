import type { MessageKinds } from './kinds.js';
import type { MessageState } from './message-states.js';
import { sourcesOf } from './message-states.js';

interface Moved {
  id: string;
  state: MessageState;
  code: string | null;
  /** What the provider calls it, when it says so first. */
  sid?: string;
}

/**
 * Moves a message to a state, if the table of transitions lets it; ended undelivered, it opens the call to whom it was for, or
 * is what the open one is about from now on. One statement: there is never the one without the other. Whether the call is
 * needed is asked when somebody wants to make it: another message may be on its way.
 */
export const moveMessage = (
  kinds: MessageKinds,
  { id, state, code, sid }: Moved,
  now: Date,
): [text: string, values: unknown[]] => [
  `with ended as (
       update messages set state = $2, error_code = $3, settled_at = $4, provider_sid = coalesce(provider_sid, $5)
       where id = $1 and state = any($6) returning id, clinic_id, subject_id, kind, state)
     insert into call_tasks as k (id, clinic_id, reason, subject_id, message_id, state, created_at)
     select gen_random_uuid(), clinic_id, 'undelivered', subject_id, id, 'open', $4 from ended
     where state in ('undelivered', 'failed') and kind = any($7)
     on conflict (subject_id) where closed_at is null and reason = 'undelivered'
       do update set message_id = excluded.message_id, clinic_id = excluded.clinic_id, next_try_at = null,
         revision = k.revision + 1`,
  [id, state, code, now, sid ?? null, sourcesOf(state), kinds.mattering],
];
