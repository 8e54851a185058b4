import { hasMessage } from '../i18n/translate.js';
import type { MessageKey } from '../i18n/translate.js';
import { Page } from './page.view.js';
import type { PageContext } from './page-context.js';
import { SeeClinics } from './see-clinics.view.js';

/** One look for whatever goes wrong: what is so, what to do next, the clinics, the telephone. */
export function ErrorPage({ ctx, code }: { ctx: PageContext; code: string }) {
  const { t } = ctx;
  const own = `page.${code}.title`;
  const name = hasMessage(own) ? code : 'other';
  return (
    <Page ctx={ctx} title={t(`page.${name}.title` as MessageKey)}>
      <p safe>{t(`page.${name}.body` as MessageKey)}</p>
      <SeeClinics ctx={ctx} />
    </Page>
  );
}
