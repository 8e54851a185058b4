import { types } from 'node:util';
import type { LoggerService } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { AppError, constraintOf, sqlState } from './errors.js';

/**
 * JSON lines on standard output, made so that none can name a person: requests are logged by route pattern, errors by
 * type, code and place. A message of somebody else's error may quote what was sent, so it is never logged.
 */
@Injectable()
export class Log {
  private readonly pino: Logger;

  constructor(level: string, destination?: DestinationStream) {
    this.pino = pino(
      { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
      destination ?? pino.destination({ dest: 1, sync: false, minLength: 4_096, periodicFlush: 1_000 }),
    );
  }

  /** `facts` hold ids, codes, counts and durations, never text that a person wrote. */
  info(event: string, facts: Facts = {}): void {
    this.pino.info(facts, event);
  }

  warn(event: string, facts: Facts = {}): void {
    this.pino.warn(facts, event);
  }

  error(event: string, error: unknown, facts: Facts = {}): void {
    this.pino.error({ ...facts, error: describeError(error) }, event);
  }
}

type Facts = Record<string, string | number | boolean | undefined>;

/** What may be said of an error in a log: its type, codes, and where it arose. */
export function describeError(error: unknown) {
  if (!types.isNativeError(error)) return { type: typeof error };
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    code: error instanceof AppError ? error.code : (sqlState(error) ?? nodeCode(error)),
    constraint: constraintOf(error),
    at: stack.slice(0, 6).map((line) => line.trim().slice(3)),
  };
}

function nodeCode(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code.slice(0, 60) : undefined;
}

/** Nest's own few lines, in our form: its warnings and errors by context only. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Log) {}

  log(): void {}

  warn(_message: unknown, context?: unknown): void {
    this.logger.warn('framework', { context: short(context) });
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error('framework', message, { context: short(rest.at(-1)) });
  }
}

const short = (context: unknown) => (typeof context === 'string' ? context.slice(0, 60) : '');
