import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';
import { SureForm } from './sure-form.view.js';
import { SeeClinics } from '../ui/see-clinics.view.js';

interface Props {
  ctx: PageContext;
  /** The manage page's address. */
  path: string;
  formToken: string;
}

/** "Are you sure": says what will be gone, and that the link ends. */
export function EraseView({ ctx, path, formToken }: Props) {
  const { t } = ctx;
  return (
    <Page ctx={ctx} title={t('erase.title')} lead={<p safe>{t('erase.what')}</p>}>
      <SureForm ctx={ctx} home={path} action="erase" formToken={formToken} yes={t('erase.yes')} />
    </Page>
  );
}

/** The answer to the erasure itself: there is no other page left to show it on. */
export function ErasedView({ ctx }: Pick<Props, 'ctx'>) {
  const { t } = ctx;
  return (
    <Page ctx={ctx} title={t('erase.done')} lead={<p safe>{t('erase.doneLead')}</p>}>
      <SeeClinics ctx={ctx} />
    </Page>
  );
}
