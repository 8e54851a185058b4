import { HttpException } from '@nestjs/common';
import type { FieldError } from './errors.js';
import { AppError, sqlState, translateConstraint } from './errors.js';

/** An error as a reader is told of it, before it has words: status, stable code, fields, when to try again. */
export interface Problem {
  status: number;
  code: string;
  fields: FieldError[];
  params: Record<string, string | number>;
  retryAfter?: number;
  /** Where a person is sent instead. */
  location?: string;
}

const BY_STATUS: Record<number, string> = {
  400: 'malformed',
  401: 'sign_in_required',
  403: 'forbidden',
  404: 'not_found',
  405: 'not_found',
  413: 'too_large',
  414: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  503: 'unavailable',
};

/** Connection lost, refused, or none free in time: the database is away, and trying again makes sense. */
const DATABASE_AWAY = /^(08|57P|53)/;
const NETWORK_AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** What the driver says without a code. */
const SESSION_AWAY =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Driver not Connected|Client has encountered a connection error)/;

/** Any error as a Problem; whatever is not known is a 500 that says nothing of its cause. */
export function toProblem(error: unknown): Problem {
  const known = translateConstraint(error);
  if (known instanceof AppError) {
    const { fields = [], params = {}, retryAfter, location } = known.details;
    return { status: known.status, code: known.code, fields, params, retryAfter, location };
  }
  if (isDatabaseAway(known)) return { status: 503, code: 'unavailable', fields: [], params: {}, retryAfter: 5 };
  const status = clientErrorStatus(known);
  return { status, code: BY_STATUS[status] ?? (status < 500 ? 'malformed' : 'internal'), fields: [], params: {} };
}

/** Whether an error means that the database cannot be reached, and not that something is wrong with a statement. */
export function isDatabaseAway(error: unknown): boolean {
  const { code = undefined, message = '' } = (error ?? {}) as { code?: unknown; message?: unknown };
  const known = sqlState(error) ?? code;
  if (typeof known === 'string') return DATABASE_AWAY.test(known) || NETWORK_AWAY.has(known);
  return SESSION_AWAY.test(String(message));
}

/** The framework's own refusals (unknown route, body too large or not JSON) carry a 4xx; anything else is a 500. */
function clientErrorStatus(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
