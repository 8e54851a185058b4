import type { Children } from '@kitajs/html';
import type { FieldError } from '../platform/errors.js';
import { ErrorSummary, Field, FieldFrame } from '../ui/fields.view.js';
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

type FrameProps = Omit<FieldProps, 'type' | 'autocomplete' | 'maxlength' | 'required'>;

/** One of several, by their values and words. */
export function SelectField({
  errors = [],
  value = '',
  options,
  ...rest
}: FrameProps & { options: [string, string][] }) {
  const { name } = rest;
  return (
    <FieldFrame
      ctx={STAFF_CONTEXT}
      errors={errors}
      {...rest}
      control={(described) => (
        <select id={name} name={name} {...described}>
          {options.map(([key, words]) => (
            <option value={key} selected={key === value} safe>
              {words}
            </option>
          ))}
        </select>
      )}
    />
  );
}

/** Several lines of text. */
export function AreaField({
  errors = [],
  value = '',
  rows = 4,
  ...rest
}: FrameProps & { rows?: number; lang?: string }) {
  const { name, lang, ...frame } = rest;
  return (
    <FieldFrame
      ctx={STAFF_CONTEXT}
      errors={errors}
      name={name}
      {...frame}
      control={(described) => (
        // The line feed after the tag is not part of the text: without one, the first of the text's own would be lost.
        <textarea id={name} name={name} rows={String(rows)} lang={lang} {...described} safe>
          {`\n${value}`}
        </textarea>
      )}
    />
  );
}

/** A box to tick beside its words. */
export function Tick({
  name,
  value = 'on',
  words,
  checked,
}: Record<'name' | 'words', string> & { value?: string; checked: boolean }) {
  return (
    <label class="choice">
      <input type="checkbox" name={name} value={value} checked={checked} />
      <span safe>{words}</span>
    </label>
  );
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
