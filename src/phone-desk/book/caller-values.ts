import type { BookFormValues } from '../../bookings/book-form-values.js';
import type { BookingRequest } from '../../bookings/booking-request.js';
import { formValues, peopleOf, requestOf } from '../../bookings/form-request.js';
import type { FieldError } from '../../platform/errors.js';
import type { PostedForm } from '../../staff/forms.js';
import { typed } from '../../staff/forms.js';

/** What is known of a caller so far, as it was typed; it goes from page to page in hidden fields, never in an address. */
export interface CallerValues extends BookFormValues {
  needsInterpreter: boolean;
  /** Somebody else than whoever has this name and number in the clinic already. */
  namesake: boolean;
}

/** What was typed of a caller, for as many people as the form is for. */
export function callerValues(form: PostedForm | undefined): CallerValues {
  const fields = Object.fromEntries(Object.keys(form ?? {}).map((name) => [name, typed(form, name)]));
  return {
    ...formValues(fields, peopleOf(fields.people)),
    needsInterpreter: Boolean(fields.needsInterpreter),
    namesake: Boolean(fields.namesake),
  };
}

/** The same as the fields of a form. */
export function fieldsOf(values: CallerValues): Record<string, string> {
  const { name, others, phone, email, language, smsConsent, needsInterpreter, namesake } = values;
  return {
    ...{ name, ...Object.fromEntries(others.map((other, i) => [`name${i + 2}`, other])), phone, email, language },
    people: String(others.length + 1),
    ...(smsConsent && { smsConsent: 'yes' }),
    ...(needsInterpreter && { needsInterpreter: 'yes' }),
    ...(namesake && { namesake: 'yes' }),
  };
}

/** The request that it means, or what to mend. */
export function callerRequest(values: CallerValues, slotId: string): BookingRequest | FieldError[] {
  const request = requestOf(values, slotId);
  if (Array.isArray(request)) return request;
  const { needsInterpreter } = values;
  return { ...request, attendees: request.attendees.map((attendee) => ({ ...attendee, needsInterpreter })) };
}
