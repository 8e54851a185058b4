import type { FieldError } from '../platform/errors.js';
import { hasMessage } from '../i18n/translate.js';
import type { Translate } from '../i18n/translate.js';
import type { PageContext } from './page-context.js';

/** The words of an error; a code without words of its own gets the general ones. */
export function errorText(t: Translate, { code, params }: Pick<FieldError, 'code' | 'params'>): string {
  const key = `error.${code}`;
  return t(hasMessage(key) ? key : 'error.malformed', params);
}

/** Everything to mend at the top of the page, each line a link to its field. Nothing when there is nothing. */
export function ErrorSummary({ ctx: { t }, errors }: { ctx: PageContext; errors: FieldError[] }) {
  if (errors.length === 0) return '';
  return (
    <div class="errors" role="alert" aria-labelledby="fix">
      <h2 id="fix" safe>
        {t('form.fix', { n: errors.length })}
      </h2>
      <ul class="list">
        {errors.map((error) => (
          <li>
            <a href={`#${error.field}`} safe>
              {errorText(t, error)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FrameProps {
  ctx: PageContext;
  /** Also its id, and what errors name it by. */
  name: string;
  label: string;
  hint?: string;
  errors: FieldError[];
  /** The control, given what says that it is described by hint and error. */
  control: (described: Described) => JSX.Element;
}

interface Described {
  'aria-invalid'?: 'true';
  'aria-describedby'?: string;
}

/** Label, hint, error, control, in this order; the control says that it is described by hint and error. */
export function FieldFrame({ ctx: { t }, name, label, hint, errors, control }: FrameProps) {
  const error = errors.find((candidate) => candidate.field === name);
  const described = [hint && `${name}-h`, error && `${name}-e`].filter(Boolean).join(' ');
  return (
    <div class={error ? 'bad' : undefined}>
      <label for={name} safe>
        {label}
      </label>
      {!!hint && (
        <p class="hint" id={`${name}-h`} safe>
          {hint}
        </p>
      )}
      {!!error && (
        <p class="err" id={`${name}-e`}>
          <span class="vh" safe>
            {t('form.error')}
          </span>{' '}
          <span safe>{errorText(t, error)}</span>
        </p>
      )}
      {control({ 'aria-invalid': error ? 'true' : undefined, 'aria-describedby': described || undefined })}
    </div>
  );
}

interface FieldProps extends Omit<FrameProps, 'control'> {
  value: string;
  type?: 'text' | 'tel' | 'email' | 'password' | 'date' | 'time' | 'datetime-local' | 'number' | 'url';
  autocomplete?: string;
  required?: boolean;
  maxlength?: number;
  /** The one that one begins to type in. */
  autofocus?: boolean;
}

/** One line to fill in. */
export function Field({ value, type = 'text', autocomplete, required, maxlength, autofocus, ...frame }: FieldProps) {
  const { name } = frame;
  return (
    <FieldFrame
      {...frame}
      control={(described) => (
        <input
          id={name}
          name={name}
          type={type}
          inputmode={type === 'tel' || type === 'email' ? type : undefined}
          value={value}
          autocomplete={autocomplete}
          required={required}
          maxlength={maxlength}
          autofocus={autofocus}
          {...described}
        />
      )}
    />
  );
}
