import type { MessageKey } from '../../i18n/translate.js';
import { CLINIC_LANGUAGES } from '../../i18n/locales.js';
import { languageNames } from '../../clinics/clinic-words.js';
import type { FieldError } from '../../platform/errors.js';
import { ErrorSummary, Field, FieldFrame } from '../../ui/fields.view.js';
import { Page } from '../../ui/page.view.js';
import type { PageContext } from '../../ui/page-context.js';
import { SeeClinics } from '../../ui/see-clinics.view.js';
import { BEST_TIMES } from './call-rules.js';

/** What was typed. */
export interface CallMeValues {
  name: string;
  phone: string;
  language: string;
  bestTime: string;
}

interface Props {
  ctx: PageContext;
  values: CallMeValues;
  errors: FieldError[];
  formToken: string;
  sent: boolean;
}

/** "Please call me": whom, where, in which language, when. What comes back is the same, whoever asks how often. */
export function CallMeView({ ctx, values, errors, formToken, sent }: Props) {
  const { t } = ctx;
  if (sent) {
    return (
      <Page ctx={ctx} title={t('call.sent')}>
        <p safe>{t('call.sentHow')}</p>
        <SeeClinics ctx={ctx} look="plain wide-btn" />
      </Page>
    );
  }
  const alert = errors.length > 0 ? t('form.fix', { n: errors.length }) : undefined;
  const field = { ctx, errors };
  return (
    <Page ctx={ctx} title={t('call.title')} alert={alert} lead={<p safe>{t('call.lead')}</p>}>
      <ErrorSummary ctx={ctx} errors={errors} />
      <form method="post" class="flow" novalidate>
        <Field {...field} name="name" label={t('form.name')} value={values.name} autocomplete="name" required />
        <Field
          {...field}
          name="phone"
          label={t('form.phone')}
          value={values.phone}
          type="tel"
          autocomplete="tel"
          required
        />
        <Choice
          {...field}
          name="language"
          label={t('call.language')}
          value={values.language}
          options={CLINIC_LANGUAGES.map((tag) => [tag, languageNames(ctx, [tag])])}
        />
        <Choice
          {...field}
          name="bestTime"
          label={t('call.bestTime')}
          value={values.bestTime}
          options={BEST_TIMES.map((time) => [time, t(`call.time.${time}` as MessageKey)])}
        />
        <input type="hidden" name="form" value={formToken} />
        <button class="btn wide-btn" safe>
          {t('call.send')}
        </button>
      </form>
    </Page>
  );
}

interface ChoiceProps {
  ctx: PageContext;
  errors: FieldError[];
  name: string;
  label: string;
  value: string;
  options: [value: string, words: string][];
}

function Choice({ value, options, ...frame }: ChoiceProps) {
  return (
    <FieldFrame
      {...frame}
      control={(described) => (
        <select id={frame.name} name={frame.name} {...described}>
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
