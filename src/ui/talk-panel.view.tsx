import { CallMeLink } from './call-me-link.view.js';
import { Icon } from './icon.view.js';
import type { PageContext } from './page-context.js';

/** The coalition's line for those who would rather talk. */
export const PHONE_LINE = { shown: '617-350-5480', extension: '200', href: 'tel:+16173505480;ext=200' };

/** On every public page: a person is always the other way in. */
export function TalkPanel({ ctx }: { ctx: PageContext }) {
  const { t, languageLinks } = ctx;
  const here = languageLinks.some(({ href }) => href.endsWith('/call-me'));
  return (
    <section class="panel flow talk" aria-labelledby="call">
      <h2 id="call" safe>
        {t('talk.title')}
      </h2>
      <p class="row">
        <a class="tel" href={PHONE_LINE.href}>
          <Icon name="phone" />
          <span safe>{PHONE_LINE.shown}</span>
        </a>
        <b safe>{t('talk.extension', { extension: PHONE_LINE.extension })}</b>
      </p>
      <p safe>{t('talk.how')}</p>
      {!here && <CallMeLink ctx={ctx} />}
    </section>
  );
}
