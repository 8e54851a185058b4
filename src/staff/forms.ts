import type { Rule } from '../platform/validation.js';
import type { FieldError } from '../platform/errors.js';
import { AppError, invalid, translateConstraint } from '../platform/errors.js';

/** The fields of a form as they came. */
export type PostedForm = Record<string, unknown>;

/** One field as text, trimmed; a password is what was typed. Nothing else than text counts as empty. */
export function typed(form: PostedForm | undefined, name: string): string {
  const value = form?.[name];
  if (typeof value !== 'string') return '';
  return /password/i.test(name) ? value : value.trim().normalize('NFC');
}

/** Several values of one name, such as ticked boxes. */
export function ticked(form: PostedForm | undefined, name: string): string[] {
  const values: unknown[] = [form?.[name]].flat();
  return values.filter((value) => typeof value === 'string');
}

/** @throws AppError 422 `invalid`, naming every field whose rule is broken */
export function check<K extends string>(values: Record<K, string>, rules: Partial<Record<K, Rule>>): void {
  const faults = (Object.entries(rules) as [K, Rule][]).flatMap(([field, rule]) => {
    const fault = rule(values[field]);
    return fault ? [{ field, ...fault }] : [];
  });
  if (faults.length > 0) throw invalid(...faults);
}

/** Does what a form asks for; what is to be mended in it comes back, anything else is thrown. */
export async function attempt<T>(work: () => Promise<T>): Promise<{ done: T } | { errors: FieldError[] }> {
  try {
    return { done: await work() };
  } catch (thrown) {
    const error = translateConstraint(thrown);
    if (error instanceof AppError && error.code === 'invalid') return { errors: error.details.fields ?? [] };
    throw error;
  }
}

const OWN_PATH = /^\/staff(?:\/[\w-]+)*(?:\?[\w\-=&%.]*)?$/;

/** Where to go on after signing in: a page of the team's own, whatever the address said; else the first page. */
export function nextPath(next: unknown): string {
  const ours = typeof next === 'string' && next.length < 300 && OWN_PATH.test(next);
  return ours && !/^\/staff\/(sign-|confirm|welcome|reset)/.test(next) ? next : '/staff';
}
