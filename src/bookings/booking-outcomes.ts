import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { AppError } from '../platform/errors.js';
import { Metrics } from '../platform/metrics.js';

/** How attempts to book ended: `booked`, `repeated`, the code of the refusal, or `error`. */
@Injectable()
export class BookingOutcomes {
  private readonly attempts: Counter;

  constructor(metrics: Metrics) {
    this.attempts = metrics.counter('clinics_bookings_total', 'Attempts to book and how they ended', [
      'source',
      'outcome',
    ]);
  }

  succeeded(source: string, outcome: 'booked' | 'repeated'): void {
    this.attempts.inc({ source, outcome });
  }

  refused(source: string, error: unknown): void {
    this.attempts.inc({ source, outcome: error instanceof AppError ? error.code : 'error' });
  }
}
