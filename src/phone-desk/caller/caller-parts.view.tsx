import type { Children } from '@kitajs/html';
import type { Caller } from '../../access/caller.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import { StaffField } from '../../staff/form.view.js';
import { ErrorSummary } from '../../ui/fields.view.js';
import type { FieldError } from '../../platform/errors.js';
import { STAFF_CONTEXT, StaffPage } from '../../ui/staff-page.view.js';

export const callerPath = (bookingId: string) => `/staff/callers/${bookingId}`;

interface PageProps {
  title: string;
  caller: Caller;
  /** The card that one comes from. */
  booking?: BookingDetails;
  children?: Children;
}

/** The frame of a caller's pages. */
export function CallerPage({ title, caller, booking, children }: PageProps) {
  const crumbs = booking ? [{ href: callerPath(booking.id), text: booking.contact.fullName }] : [];
  return (
    <StaffPage title={title} caller={caller} crumbs={crumbs} own={['caller.css']}>
      <div class="caller flow">{children}</div>
    </StaffPage>
  );
}

/** Where the key that does the same is shown. */
export const Key = ({ is }: { is: string }) => <kbd safe>{is}</kbd>;

interface FormProps {
  action: string;
  formToken: string;
  errors?: FieldError[];
  button: string;
  look?: string;
  /** The key that presses its button from anywhere on the page. */
  shortcut?: string;
  children?: Children;
}

/** A form that posts, its button with the key that presses it; Enter is what the page is for. */
export function KeyForm({ action, formToken, errors = [], button, look = 'btn', shortcut, children }: FormProps) {
  return (
    <form method="post" action={action} class="flow" novalidate>
      <ErrorSummary ctx={STAFF_CONTEXT} errors={errors} />
      {children}
      <input type="hidden" name="form" value={formToken} />
      <button class={look} data-key={shortcut?.toLowerCase()}>
        <span safe>{button}</span>
        {!!shortcut && <Key is={shortcut} />}
      </button>
    </form>
  );
}

/** Why something is changed; it may stay empty. */
export function Why({ value = '', errors }: { value?: string; errors?: FieldError[] }) {
  return (
    <StaffField
      name="reason"
      label="Why (may stay empty)"
      hint="It stays in the audit trail: name nobody."
      maxlength={300}
      value={value}
      errors={errors}
    />
  );
}

interface BookProps {
  formToken: string;
  phone?: string | null;
  name?: string;
  language?: string;
  button: string;
  look?: string;
  shortcut?: string;
}

/** On to the places, with what is known of the caller: posted, so that it stands in no address. */
export function BookFor({ formToken, phone, name, language, button, look, shortcut }: BookProps) {
  const known = { phone: phone ?? '', name: name ?? '', language: language ?? '' };
  return (
    <KeyForm action="/staff/desk/places" {...{ formToken, button, look, shortcut }}>
      {Object.entries(known).map(([field, value]) => (
        <input type="hidden" name={field} value={value} />
      ))}
    </KeyForm>
  );
}
