import type { PageContext } from './page-context.js';

/** The way to a person who calls back, for whoever found nothing. */
export function CallMeLink({ ctx: { t, locale } }: { ctx: PageContext }) {
  return (
    <p>
      <a class="hit" href={`/${locale}/call-me`} safe>
        {t('talk.callMe')}
      </a>
    </p>
  );
}
