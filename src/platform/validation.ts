import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { applyDecorators, Injectable } from '@nestjs/common';
import { plainToInstance, Transform } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { registerDecorator, validateSync } from 'class-validator';
import { DateTime } from 'luxon';
import type { FieldError } from './errors.js';
import { invalid } from './errors.js';
import { hasOfficialNumber } from './official-number.js';

/** Why a value is refused: a stable code, and what its words need. */
export interface Fault {
  code: string;
  params?: Record<string, string | number>;
}

/** A pure rule over one value: undefined when it is fine. */
export type Rule = (value: unknown) => Fault | undefined;

/** Puts a pure rule on a property of a DTO. */
export function Check(rule: Rule): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'check',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) => rule(value) === undefined,
        defaultMessage: (args) => JSON.stringify(rule(args?.value)),
      },
    });
}

/** Trims text (and composes it to NFC) before it is checked; anything else is left as it is. */
export const Trimmed = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().normalize('NFC') : value));

// Control characters but for line feeds, and the invisible ones that turn the direction of text around.
// eslint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/u;

/** Text of 1 to `max` characters, without hidden characters and without official numbers. */
export const textRule =
  (max: number): Rule =>
  (value) => {
    if (value === undefined || value === null || value === '') return { code: 'required' };
    if (typeof value !== 'string') return { code: 'wrong_type' };
    if (value.length > max) return { code: 'too_long', params: { max } };
    if (HIDDEN.test(value)) return { code: 'hidden_characters' };
    return hasOfficialNumber(value) ? { code: 'looks_like_number' } : undefined;
  };

/** A required text property. */
export const Text = (max: number) => applyDecorators(Trimmed(), Check(textRule(max)));

/** A whole number in a range; JSON numbers only. */
export const wholeRule =
  (min: number, max: number): Rule =>
  (value) => {
    if (typeof value !== 'number') return { code: 'wrong_type' };
    const fits = Number.isInteger(value) && value >= min && value <= max;
    return fits ? undefined : { code: 'out_of_range', params: { min, max } };
  };

/** A boolean; JSON booleans only. */
export const booleanRule: Rule = (value) => (typeof value === 'boolean' ? undefined : { code: 'wrong_type' });

/** One of a fixed list of texts. */
export const oneOfRule =
  (allowed: readonly string[], code = 'not_in_list'): Rule =>
  (value) =>
    typeof value === 'string' && allowed.includes(value) ? undefined : { code };

/** A civil day, `2026-12-05`; PostgreSQL has no year 0. */
export const dayRule: Rule = (value) =>
  typeof value === 'string' && /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value).isValid
    ? undefined
    : { code: 'day_form' };

/** A nested object. Not an array: class-validator looks through arrays of arrays and finds nothing wrong with them. */
export const objectRule: Rule = (value) => {
  if (value === undefined || value === null) return { code: 'required' };
  return typeof value === 'object' && !Array.isArray(value) ? undefined : { code: 'wrong_type' };
};

/** A list of 1 to `max` objects; `code` says that there are more. */
export const objectsRule =
  (max: number, code = 'too_many'): Rule =>
  (value) => {
    if (!Array.isArray(value) || value.some((item) => objectRule(item) !== undefined)) return { code: 'wrong_type' };
    if (value.length === 0) return { code: 'required' };
    return value.length > max ? { code, params: { max } } : undefined;
  };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text has the form of our ids. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/**
 * A plain body as an instance of its DTO, with unknown properties refused.
 * @throws AppError 422 `invalid`, naming each wrong field by its path (`attendees.0.fullName`)
 */
export function parse<T extends object>(dto: new () => T, body: unknown): T {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid({ field: '', code: 'wrong_type' });
  }
  const value = plainToInstance(dto, body);
  const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true });
  if (errors.length > 0) throw invalid(...errors.flatMap((error) => fieldErrors(error)));
  return value;
}

function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const field = (parent + error.property).slice(0, 100);
  const [name, message] = Object.entries(error.constraints ?? {})[0] ?? [];
  const own = name === undefined ? [] : [{ field, ...fault(name, message ?? '') }];
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
}

function fault(name: string, message: string): Fault {
  if (name === 'check') return JSON.parse(message) as Fault;
  return { code: name === 'whitelistValidation' ? 'unknown_field' : 'wrong_type' };
}

/** Parses every body and query that a route declares with a class. */
@Injectable()
export class ParsePipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    const isDto =
      metatype !== undefined && metatype !== Object && metatype !== String && (type === 'body' || type === 'query');
    return isDto ? parse(metatype as new () => object, value) : value;
  }
}
