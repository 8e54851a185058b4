import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { Metrics } from '../../platform/metrics.js';
import { WAITS } from './inbox-sql.js';

const WAITING = `
  select 'person' as waits_for, count(*)::integer as waiting, min(k.created_at) as oldest from call_tasks k where ${WAITS}
  union all
  select 'program', count(*)::integer, min(received_at) from replies where state = 'waiting'`;

interface Row {
  waits_for: 'person' | 'program';
  waiting: number;
  oldest: Date | null;
}

/** How many of those who wrote wait for an answer, and how long: for a person, and for our program. */
@Injectable()
export class InboxMetrics {
  constructor(metrics: Metrics, database: Database, clock: Clock) {
    const waiting = metrics.gauge('clinics_replies_waiting', 'Replies that wait for an answer', ['waits_for']);
    const oldest = metrics.gauge('clinics_replies_oldest_seconds', 'How long the oldest of them waits', ['waits_for']);
    metrics.reader('replies', [waiting, oldest], async () => {
      const now = clock.now().getTime();
      return (await database.query<Row>(WAITING)).flatMap((row) => {
        const labels = { waits_for: row.waits_for };
        const seconds = row.oldest ? Math.max((now - row.oldest.getTime()) / 1_000, 0) : 0;
        return [
          { gauge: waiting, labels, value: row.waiting },
          { gauge: oldest, labels, value: seconds },
        ];
      });
    });
  }
}
