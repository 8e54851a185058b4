/** What is wrong with one field. `code` is stable; its words are the text `error.<code>` in the reader's language. */
export interface FieldError {
  field: string;
  code: string;
  params?: Record<string, string | number>;
}

interface Details {
  fields?: FieldError[];
  params?: Record<string, string | number>;
  /** Seconds after which trying again makes sense (429, 503). */
  retryAfter?: number;
  /** Where a person is sent instead of being told; programs are told. */
  location?: string;
}

/**
 * A refusal that the caller can understand: an HTTP status, a stable code, and for 422 the fields.
 * Its words live in `src/i18n/messages` under `error.<code>`; the message here is the code, so that no log holds more.
 */
export class AppError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: Details = {},
  ) {
    super(code);
  }
}

/** 404. The same answer for what does not exist and for what one may not know of. */
export const notFound = (code = 'not_found') => new AppError(404, code);

/** 409: the request was fine, the state of things is not. */
export const conflict = (code: string, params?: Details['params']) => new AppError(409, code, { params });

/** 422 `invalid`, naming each field that needs another value. */
export const invalid = (...fields: FieldError[]) => new AppError(422, 'invalid', { fields });

/** 429, with the seconds to wait. */
export const tooManyRequests = (retryAfter: number) => new AppError(429, 'too_many_requests', { retryAfter });

const constraints = new Map<string, () => AppError>();

/** Features say here which error a violated constraint of theirs means. Names are unique in the database. */
export function mapConstraints(map: Record<string, () => AppError>): void {
  for (const [name, make] of Object.entries(map)) constraints.set(name, make);
}

/** The name of the constraint that a driver error is about, or undefined. TypeORM wraps the driver's error. */
export function constraintOf(error: unknown): string | undefined {
  return driverError(error)?.constraint;
}

/** The five-letter SQLSTATE of a driver error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  const code = driverError(error)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** The AppError that stands for a violated constraint; any other error as it is. */
export function translateConstraint(error: unknown): unknown {
  return constraints.get(constraintOf(error) ?? '')?.() ?? error;
}

interface DriverError {
  code?: string;
  constraint?: string;
}

function driverError(error: unknown): DriverError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  return 'driverError' in error ? (error.driverError as DriverError) : error;
}
