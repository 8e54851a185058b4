import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';

interface Props {
  ctx: PageContext;
  /** The manage page's address. */
  path: string;
  formToken: string;
}

/** "Are you sure": says what will be gone, and that the link ends. */
export function EraseView({ ctx, path, formToken }: Props) {
  const { t, locale } = ctx;
  return (
    <Page ctx={ctx} title={t('erase.title')} lead={<p safe>{t('erase.what')}</p>}>
      <form method="post" action={`${path}/erase?lang=${locale}`} class="flow">
        <input type="hidden" name="form" value={formToken} />
        <button class="btn stop wide-btn" safe>
          {t('erase.yes')}
        </button>
        <p>
          <a class="hit" href={`${path}?lang=${locale}`} safe>
            {t('cancel.no')}
          </a>
        </p>
      </form>
    </Page>
  );
}

/** The answer to the erasure itself: there is no other page left to show it on. */
export function ErasedView({ ctx }: Pick<Props, 'ctx'>) {
  const { t, locale } = ctx;
  return (
    <Page ctx={ctx} title={t('erase.done')} lead={<p safe>{t('erase.doneLead')}</p>}>
      <p>
        <a class="btn wide-btn" href={`/${locale}`} safe>
          {t('page.seeClinics')}
        </a>
      </p>
    </Page>
  );
}
