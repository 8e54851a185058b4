import type { PageContext } from './page-context.js';

/** The way on where a page has nothing more to offer: to the list of clinics. */
export function SeeClinics({ ctx, look = 'wide-btn' }: { ctx: PageContext; look?: string }) {
  return (
    <p>
      <a class={`btn ${look}`} href={`/${ctx.locale}`} safe>
        {ctx.t('page.seeClinics')}
      </a>
    </p>
  );
}
