import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { Metrics } from '../platform/metrics.js';
import { segmentsOfDay } from './pace.js';

const DAY_MS = 86_400_000;

/**
 * What is not settled. `scheduled` waits for its hour, `queued` is due, `waiting` too, behind those that answer somebody, `retrying` was not taken and waits for the next
 * try. Both queries go by partial indexes: their cost does not grow with what was ever sent.
 */
const OPEN = `
  select channel, state, count(*)::integer as count,
    extract(epoch from $1::timestamptz - min(since))::double precision as age
  from (
    select channel, due_at as since,
      case when state = 'sending' then 'sending' when due_at <= $1 then case priority when 0 then 'queued' else 'waiting' end
        when attempts > 0 then 'retrying' else 'scheduled' end as state
    from messages where state in ('queued', 'sending')
  ) m group by channel, state`;

/** What went wrong since `$1`, by the code of the provider; rare codes are counted together. */
const TROUBLE = `
  with t as (
    select channel, state, coalesce(error_code, 'none') as code, count(*)::integer as count
    from messages
    where (state in ('undelivered', 'failed', 'unknown', 'missed')
        or (state = 'suppressed' and error_code in ('day_cap', 'number_cap', 'abroad')))
      and due_at > $1 group by 1, 2, 3
  ),
  r as (select *, row_number() over (partition by channel order by count desc, code) as rank from t)
  select channel, state, case when rank <= 15 and code ~ '^[A-Za-z0-9_]{1,32}$' then code else 'other' end as code,
    sum(count)::integer as count
  from r group by 1, 2, 3`;

/** How much waits in the outbox, for how long, what could not be delivered, and what was sent and spent today. */
@Injectable()
export class OutboxMetrics {
  constructor(metrics: Metrics, database: Database, config: Config, clock: Clock) {
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
    const sent = metrics.gauge('clinics_sms_segments_today', 'Segments of texts sent today');
    const spent = metrics.gauge('clinics_sms_dollars_today', 'What they cost, by the configured price');
    const cap = metrics.gauge('clinics_sms_day_cap', 'Segments that may be sent in a day');
    metrics.reader('texts', [sent, spent, cap], async () => {
      const segments = await segmentsOfDay(database, clock.now());
      return [
        { gauge: sent, labels: {}, value: segments },
        { gauge: spent, labels: {}, value: segments * config.smsPrice },
        {
          gauge: cap,
          labels: {},
          value: config.sms.channel === 'twilio' ? config.sms.limits.segmentsPerDay : Infinity,
        },
      ];
    });
  }
}
