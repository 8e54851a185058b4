import type { Children } from '@kitajs/html';
import type { FieldError } from '../platform/errors.js';
import { ErrorSummary, Field } from '../ui/fields.view.js';
import { STAFF_CONTEXT } from '../ui/staff-page.view.js';

/** What each form of ours needs to know. */
export interface FormProps {
  formToken: string;
  errors?: FieldError[];
}

interface Props extends FormProps {
  action?: string;
  /** The words of its button. */
  button: string;
  look?: 'btn' | 'btn plain' | 'btn stop' | 'link';
  children?: Children;
}

/** A form that posts, with our token in it. */
export function Form({ action, button, look = 'btn', formToken, errors = [], children }: Props) {
  return (
    <form method="post" action={action} class="flow narrow" novalidate>
      <ErrorSummary ctx={STAFF_CONTEXT} errors={errors} />
      {children}
      <input type="hidden" name="form" value={formToken} />
      <button class={look} safe>
        {button}
      </button>
    </form>
  );
}

type FieldProps = Omit<Parameters<typeof Field>[0], 'ctx' | 'errors' | 'value'> & {
  errors?: FieldError[];
  value?: string;
};

/** A field of such a form. */
export function StaffField({ errors = [], value = '', ...rest }: FieldProps) {
  return <Field ctx={STAFF_CONTEXT} errors={errors} value={value} {...rest} />;
}

/** The address that somebody of the team signs in with. */
export function EmailField({ autocomplete = 'username', ...rest }: Omit<FieldProps, 'name' | 'label' | 'type'>) {
  return <StaffField name="email" label="Email" type="email" autocomplete={autocomplete} required {...rest} />;
}

/** A code that an app shows. */
export function CodeField(props: Omit<FieldProps, 'type' | 'autocomplete'>) {
  return <StaffField autocomplete="one-time-code" required {...props} />;
}

/** A password to choose, or to give; pasted ones are welcome. */
export function PasswordField(props: Omit<FieldProps, 'type' | 'value'>) {
  const isNew = props.autocomplete === 'new-password';
  const hint = isNew ? 'At least 12 characters. A few words in a row are good.' : undefined;
  return <StaffField type="password" hint={hint} required {...props} />;
}
