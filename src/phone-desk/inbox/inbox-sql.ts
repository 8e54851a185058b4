/** The open task `k` of a number, if somebody is to answer it. */
export const WAITS = `k.reason = 'reply' and k.closed_at is null`;

/** How many answers of the team went to a number; `$1` its indexes. */
export const ANSWERS = `
  select count(*)::integer as n from staff_answers s join replies r on r.id = s.reply_id where r.phone_ix = any($1)`;
