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

interface FieldProps {
  ctx: PageContext;
  /** Also its id, and what errors name it by. */
  name: string;
  label: string;
  hint?: string;
  value: string;
  errors: FieldError[];
  type?: 'text' | 'tel' | 'email' | 'password' | 'date';
  autocomplete?: string;
  required?: boolean;
  maxlength?: number;
}

/** Label, hint, error, input, in this order; the input says that it is described by hint and error. */
export function Field({ ctx: { t }, name, label, hint, value, errors, type = 'text', ...rest }: FieldProps) {
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
      <input
        id={name}
        name={name}
        type={type}
        inputmode={type === 'tel' || type === 'email' ? type : undefined}
        value={value}
        autocomplete={rest.autocomplete}
        required={rest.required}
        maxlength={rest.maxlength}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={described || undefined}
      />
    </div>
  );
}
