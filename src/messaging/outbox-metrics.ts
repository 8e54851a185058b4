import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Metrics } from '../platform/metrics.js';

const DAY_MS = 86_400_000;

/**
 * What is not settled. `scheduled` waits for its hour, `queued` is due, `retrying` was not taken and waits for the next
 * try. Both queries go by partial indexes: their cost does not grow with what was ever sent.
 */
const OPEN = `
  select channel, state, count(*)::integer as count,
    extract(epoch from $1::timestamptz - min(since))::double precision as age
  from (
    select channel, due_at as since,
      case when state = 'sending' then 'sending' when due_at <= $1 then 'queued'
        when attempts > 0 then 'retrying' else 'scheduled' end as state
    from messages where state in ('queued', 'sending')
  ) m group by channel, state`;

/** What went wrong since `$1`, by the code of the provider; rare codes are counted together. */
const TROUBLE = `
  with t as (
    select channel, state, coalesce(error_code, 'none') as code, count(*)::integer as count
    from messages where state in ('undelivered', 'failed', 'unknown') and due_at > $1 group by 1, 2, 3
  ),
  r as (select *, row_number() over (partition by channel order by count desc, code) as rank from t)
  select channel, state, case when rank <= 15 and code ~ '^[A-Za-z0-9_]{1,32}$' then code else 'other' end as code,
    sum(count)::integer as count
  from r group by 1, 2, 3`;

/** How much waits in the outbox, for how long, and what could not be delivered. */
@Injectable()
export class OutboxMetrics {
  constructor(metrics: Metrics, database: Database, clock: Clock) {
    const depth = metrics.gauge('clinics_outbox_messages', 'Messages that are not settled', ['channel', 'state']);
    const age = metrics.gauge('clinics_outbox_oldest_seconds', 'How long the oldest is due', ['channel', 'state']);
    metrics.reader('outbox', [depth, age], async () => {
      type Row = { channel: string; state: string; count: number; age: number };
      const found = await database.query<Row>(OPEN, [clock.now()]);
      return found.flatMap(({ channel, state, count, age: seconds }) => [
        { gauge: depth, labels: { channel, state }, value: count },
        { gauge: age, labels: { channel, state }, value: Math.max(seconds, 0) },
      ]);
    });
    const failures = metrics.gauge('clinics_delivery_failures', 'Due in the last 24 hours and not delivered', [
      'channel',
      'state',
      'code',
    ]);
    metrics.reader('deliveries', [failures], async () => {
      type Row = { channel: string; state: string; code: string; count: number };
      const since = new Date(clock.now().getTime() - DAY_MS);
      const found = await database.query<Row>(TROUBLE, [since]);
      return found.map(({ count, ...labels }) => ({ gauge: failures, labels, value: count }));
    });
  }
}
