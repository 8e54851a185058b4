import { inScope } from '../../access/caller.js';

/** The clinic that a reply `r` belongs to, by its task `rk` or its booking `rb`; none: it is for whoever works the phone line. */
export const REPLY_OF = `left join call_tasks rk on rk.id = r.call_task_id left join bookings rb on rb.id = r.booking_id
  left join clinics c on c.id = coalesce(rk.clinic_id, rb.clinic_id)`;

export const replyInScope = (n: number) => `(c.id is null or ${inScope(n)})`;
