import { placeOf } from '../clinics/clinic-words.js';
import { formatDayTime, zoneName } from '../i18n/dates.js';
import type { MessageKey } from '../i18n/translate.js';
import { Page } from '../ui/page.view.js';
import type { BookFormValues } from './book-form-values.js';
import type { Chosen } from './chosen.view.js';
import { HiddenValues } from './hidden-values.view.js';

interface Props extends Chosen {
  values: BookFormValues;
  formToken: string;
  /** Where the form is, and where it is posted. */
  action: string;
}

/**
 * Everything once more before it counts; the one step that books. Where the browser holds the draft, the way back is a
 * link, and what was typed is there; else it goes back with a POST.
 */
export function ReviewView({ ctx, clinic, slot, values, formToken, action, posted }: Props) {
  const { t, locale } = ctx;
  const facts: [MessageKey, string][] = [
    ['review.when', `${formatDayTime(slot.startsAt, clinic.timeZone, locale)} (${zoneName(clinic.timeZone, locale)})`],
    ['review.where', placeOf(ctx, clinic)],
    ['review.who', [values.name, ...values.others].join(', ')],
    ['form.phone', values.phone || t('review.none')],
    ['form.email', values.email || t('review.none')],
    ['form.language', t(`language.${values.language}` as MessageKey)],
    ['review.messages', t(channels(values))],
  ];
  return (
    <Page
      ctx={ctx}
      title={t('review.title')}
      step={2}
      resend={posted && <HiddenValues values={values} formToken={formToken} step="review" />}
    >
      <dl class="facts">
        {facts.map(([label, value]) => (
          <div>
            <dt safe>{t(label)}</dt>
            <dd class={label === 'review.when' ? 'cap' : undefined} safe>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <form method="post" action={action} class="flow">
        <HiddenValues values={values} formToken={formToken} />
        <button class="btn wide-btn" name="step" value="book" safe>
          {t('review.book')}
        </button>
        <p>
          {posted ? (
            <button class="link" name="step" value="change" safe>
              {t('review.change')}
            </button>
          ) : (
            <a class="hit" href={action} safe>
              {t('review.change')}
            </a>
          )}
        </p>
      </form>
    </Page>
  );
}

function channels({ phone, email, smsConsent }: BookFormValues): MessageKey {
  const sms = phone !== '' && smsConsent;
  if (sms && email) return 'review.smsAndEmail';
  if (sms) return 'review.sms';
  return email ? 'review.emailOnly' : 'review.noMessages';
}
