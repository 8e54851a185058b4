import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Metrics } from '../../platform/metrics.js';
import { CALL_REASONS } from './call-rules.js';
import { CallsReader } from './calls-reader.js';

/** How many wait to be called, and how long. */
@Injectable()
export class CallsMetrics {
  constructor(metrics: Metrics, calls: CallsReader, clock: Clock) {
    const waiting = metrics.gauge('clinics_calls_waiting', 'Calls to be made now', ['reason']);
    const oldest = metrics.gauge('clinics_calls_oldest_seconds', 'How long the oldest of them waits', ['reason']);
    metrics.reader('calls', [waiting, oldest], async () => {
      const { byReason } = await calls.waiting('all');
      const now = clock.now().getTime();
      return CALL_REASONS.flatMap((reason) => {
        const since = byReason.get(reason) ?? [];
        const seconds = since.length > 0 ? (now - Math.min(...since.map((at) => at.getTime()))) / 1_000 : 0;
        return [
          { gauge: waiting, labels: { reason }, value: since.length },
          { gauge: oldest, labels: { reason }, value: Math.max(seconds, 0) },
        ];
      });
    });
  }
}
