import { Page } from '../../ui/page.view.js';
import type { PageContext } from '../../ui/page-context.js';
import { SeeClinics } from '../../ui/see-clinics.view.js';

interface Props {
  ctx: PageContext;
}

/** Says what ends and what stays; the form goes to the page's own address. It names nobody and no booking. */
export function StopView({ ctx }: Props) {
  const { t } = ctx;
  return (
    <Page ctx={ctx} title={t('stop.title')} lead={<p safe>{t('stop.what')}</p>}>
      <p safe>{t('stop.stays')}</p>
      <form method="post" class="flow">
        <button class="btn stop wide-btn" safe>
          {t('stop.yes')}
        </button>
      </form>
    </Page>
  );
}

/** The same words whether they were stopped before. */
export function StoppedView({ ctx }: Props) {
  const { t } = ctx;
  const again = <input type="hidden" name="List-Unsubscribe" value="One-Click" />;
  return (
    <Page ctx={ctx} title={t('stop.done')} lead={<p safe>{t('stop.doneLead')}</p>} resend={again}>
      <p safe>{t('stop.again')}</p>
      <SeeClinics ctx={ctx} look="plain wide-btn" />
    </Page>
  );
}
