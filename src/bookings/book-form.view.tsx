import { Times } from '../clinics/times.view.js';
import type { SlotTimes } from '../clinics/clinic-reads.js';
import { formatDayTime } from '../i18n/dates.js';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import type { FieldError } from '../platform/errors.js';
import { ErrorSummary, Field } from '../ui/fields.view.js';
import { Icon } from '../ui/icon.view.js';
import { Page } from '../ui/page.view.js';
import type { BookFormValues } from './book-form-values.js';
import type { Chosen } from './chosen.view.js';
import { ChosenLead } from './chosen.view.js';
import { MAX_NAME } from './contact-rules.js';
import { HiddenValues } from './hidden-values.view.js';

interface Props extends Chosen {
  values: BookFormValues;
  errors: FieldError[];
  formToken: string;
  /** What was typed could not be kept until the review. */
  lost?: boolean;
  /** Given when the chosen time is gone: the other times with room. What was typed goes with each of them. */
  takenNotice?: SlotTimes[];
}

/** The details of who comes: names, phone or email, language, consent. Nothing else is asked. */
export function BookFormView(props: Props) {
  const { ctx, takenNotice } = props;
  const { t } = ctx;
  if (takenNotice) return <TakenView {...props} others={takenNotice} />;
  const errors = asOnThePage(props.errors);
  const alert = errors.length > 0 ? t('form.fix', { n: errors.length }) : undefined;
  return (
    <Page
      ctx={ctx}
      title={t('form.title')}
      step={2}
      alert={alert}
      lead={<ChosenLead {...props} />}
      resend={props.posted && <HiddenValues {...props} step={errors.length > 0 ? 'review' : 'change'} />}
    >
      {props.lost && (
        <div class="note" role="alert">
          <p safe>{t('form.lost')}</p>
        </div>
      )}
      <ErrorSummary ctx={ctx} errors={errors} />
      <form
        method="post"
        action={`/${ctx.locale}/book/${props.slot.id}?people=${props.people}`}
        class="flow"
        novalidate
      >
        <Fields {...props} errors={errors} />
        <p class="panel meta">
          <Icon name="lock" /> <b safe>{t('form.noNumber')}</b> <span safe>{t('form.use')}</span>
        </p>
        <input type="hidden" name="form" value={props.formToken} />
        <button class="btn wide-btn" name="step" value="review">
          <span safe>{t('form.check')}</span> <Icon name="arrow" turn />
        </button>
      </form>
    </Page>
  );
}

/** In the order of the fields; a missing name says whose. */
function asOnThePage(errors: FieldError[]): FieldError[] {
  const rank = ({ field }: FieldError) => ['phone', 'email', 'language'].indexOf(field);
  const sorted = [...errors].sort((a, b) => rank(a) - rank(b) || a.field.localeCompare(b.field));
  return sorted.map((error) => {
    const n = /^name(\d)$/.exec(error.field)?.[1];
    return n && error.code === 'name_required' ? { ...error, code: 'name_required_of', params: { n } } : error;
  });
}

function Fields({ ctx, values, errors }: Props) {
  const { t } = ctx;
  const field = { ctx, errors };
  return (
    <>
      <Field
        {...field}
        name="name"
        label={t('form.name')}
        hint={t('form.nameHint')}
        value={values.name}
        autocomplete="name"
        maxlength={MAX_NAME}
        required
      />
      {values.others.map((name, i) => (
        <Field
          {...field}
          name={`name${i + 2}`}
          label={t('form.otherName', { n: i + 2 })}
          value={name}
          autocomplete="off"
          maxlength={MAX_NAME}
          required
        />
      ))}
      <Field
        {...field}
        name="phone"
        label={t('form.phone')}
        hint={t('form.phoneHint')}
        value={values.phone}
        type="tel"
        autocomplete="tel"
      />
      <Field {...field} name="email" label={t('form.email')} value={values.email} type="email" autocomplete="email" />
      <div>
        <label for="language" safe>
          {t('form.language')}
        </label>
        <select id="language" name="language">
          {CLINIC_LANGUAGES.map((tag) => (
            <option value={tag} selected={tag === values.language} safe>
              {t(`language.${tag}`)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label class="choice">
          <input type="checkbox" name="smsConsent" value="yes" checked={values.smsConsent} />
          <span safe>{t('form.smsConsent')}</span>
        </label>
        <p class="hint" safe>
          {t('form.smsConsentHint')}
        </p>
      </div>
    </>
  );
}

/** The time filled while the form was open: each other time is a button that takes along what was typed. */
function TakenView({ ctx, clinic, people, posted, values, formToken, others }: Props & { others: SlotTimes[] }) {
  const { t, locale } = ctx;
  const typed = values.name !== '';
  return (
    <Page
      ctx={ctx}
      title={t('form.taken')}
      step={1}
      resend={posted && <HiddenValues values={values} formToken={formToken} step="review" />}
    >
      <div class="note flow" role="alert">
        <p safe>{t(others.length === 0 ? 'form.takenAll' : typed ? 'form.takenKept' : 'form.takenOther')}</p>
      </div>
      {others.length === 0 ? (
        <p>
          <a class="btn wide-btn" href={`/${locale}`} safe>
            {t('clinic.others')}
          </a>
        </p>
      ) : typed ? (
        others.slice(0, 12).map((slot) => (
          <form method="post" action={`/${locale}/book/${slot.id}?people=${people}`}>
            <HiddenValues values={values} formToken={formToken} />
            <button class="btn plain wide-btn" name="step" value="review">
              <span class="cap" safe>
                {formatDayTime(slot.startsAt, clinic.timeZone, locale)}
              </span>
            </button>
          </form>
        ))
      ) : (
        <Times
          ctx={ctx}
          slots={others}
          zone={clinic.timeZone}
          people={people}
          href={(slot) => `/${locale}/book/${slot.id}?people=${people}`}
        />
      )}
    </Page>
  );
}
