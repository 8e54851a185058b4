import type { FieldError } from '../platform/errors.js';
import { AppError } from '../platform/errors.js';
import { parse } from '../platform/validation.js';
import type { BookFormValues } from './book-form-values.js';
import { BookingRequestDto, MAX_ATTENDEES } from './booking.dto.js';
import type { BookingRequest } from './booking-request.js';
import { bookingRequest } from './booking-request.js';

/** A posted form as it arrives: every value may be absent, or be there twice. */
export type PostedForm = Record<string, string | string[] | undefined>;

/** How many people the form is for, from `?people=`: 1 to 6. */
export function peopleOf(query: unknown): number {
  const people = Number(query);
  return Number.isInteger(people) && people >= 1 && people <= MAX_ATTENDEES ? people : 1;
}

/** What was typed, for `people` people; kept as it is, so that it can be shown again. */
export function formValues(form: PostedForm, people: number): BookFormValues {
  return {
    name: text(form.name),
    others: Array.from({ length: people - 1 }, (_, i) => text(form[`name${i + 2}`])),
    phone: text(form.phone),
    email: text(form.email),
    language: text(form.language),
    smsConsent: text(form.smsConsent) !== '',
  };
}

/** The request that a form means, checked by the rules of the API; or what to mend, by the names of the form's fields. */
export function requestOf(values: BookFormValues, slotId: string): BookingRequest | FieldError[] {
  const contact = {
    fullName: values.name,
    phone: values.phone || undefined,
    email: values.email || undefined,
    language: values.language,
    smsConsent: values.smsConsent && values.phone !== '',
    emailConsent: values.email !== '',
  };
  const attendees = [values.name, ...values.others].map((fullName) => ({ fullName }));
  try {
    return bookingRequest(parse(BookingRequestDto, { slotId, contact, attendees }));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    const errors = ownFields(error.details.fields ?? []);
    // The rule that one of the two is needed comes after those of the fields; on a page everything is said at once.
    const nowhere = !values.phone && !values.email && !errors.some(({ field }) => field === 'phone');
    return nowhere ? [...errors, { field: 'phone', code: 'contact_required' }] : errors;
  }
}

/** The errors by form field: the first attendee is the contact, whose name has one field. */
function ownFields(errors: FieldError[]): FieldError[] {
  const named = errors.map((error) => {
    const person = /^attendees\.(\d+)\.fullName$/.exec(error.field);
    if (person) return { ...error, field: person[1] === '0' ? 'name' : `name${Number(person[1]) + 1}` };
    return { ...error, field: error.field.replace('contact.', '').replace('fullName', 'name') };
  });
  return named.filter((error, i) => named.findIndex((other) => other.field === error.field) === i);
}

function text(value: string | string[] | undefined): string {
  const one = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one.trim().slice(0, 500) : '';
}
