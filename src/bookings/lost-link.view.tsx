import type { FieldError } from '../platform/errors.js';
import { ErrorSummary, Field } from '../ui/fields.view.js';
import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';
import { SeeClinics } from '../ui/see-clinics.view.js';

interface Props {
  ctx: PageContext;
  values: { reference: string; phone: string; email: string };
  errors: FieldError[];
  formToken: string;
  sent: boolean;
}

/** Asks for what belongs together; what comes back tells nobody whether it does. */
export function LostLinkView({ ctx, values, errors, formToken, sent }: Props) {
  const { t } = ctx;
  if (sent) {
    return (
      <Page ctx={ctx} title={t('lost.sent')}>
        <p safe>{t('lost.sentHow')}</p>
        <SeeClinics ctx={ctx} look="plain wide-btn" />
      </Page>
    );
  }
  const alert = errors.length > 0 ? t('form.fix', { n: errors.length }) : undefined;
  const field = { ctx, errors };
  return (
    <Page ctx={ctx} title={t('lost.title')} alert={alert} lead={<p safe>{t('lost.lead')}</p>}>
      <ErrorSummary ctx={ctx} errors={errors} />
      <form method="post" class="flow" novalidate>
        <Field
          {...field}
          name="reference"
          label={t('lost.reference')}
          hint={t('lost.referenceHint')}
          value={values.reference}
          autocomplete="off"
          required
        />
        <Field
          {...field}
          name="phone"
          label={t('form.phone')}
          hint={t('lost.phoneHint')}
          value={values.phone}
          type="tel"
          autocomplete="tel"
        />
        <Field {...field} name="email" label={t('form.email')} value={values.email} type="email" autocomplete="email" />
        <input type="hidden" name="form" value={formToken} />
        <button class="btn wide-btn" safe>
          {t('lost.send')}
        </button>
      </form>
    </Page>
  );
}
