import type { Children } from '@kitajs/html';
import { assetUrl } from './assets.js';
import { Icon } from './icon.view.js';
import type { PageContext } from './page-context.js';
import { TalkPanel } from './talk-panel.view.js';

const STEPS = ['step.clinic', 'step.time', 'step.you', 'step.done'] as const;

export interface PageProps {
  ctx: PageContext;
  /** What is true, or what to do: the h1, and the title of the window. */
  title: string;
  /** Under the h1, in the band: what was chosen so far. */
  lead?: Children;
  /** 0 to 3 in the journey: clinic, time, you, done. */
  step?: number;
  /** On a page that answers a POST: the hidden fields that bring it back, sent to its address in another language. */
  resend?: Children;
  /** Said before the title of the window when something is to mend. */
  alert?: string;
  children?: Children;
}

/** The frame of every page: languages first, then where one is, then the page, then the other way in: the telephone. */
export function Page({ ctx, title, lead, step, resend, alert, children }: PageProps) {
  const { t, locale, dir } = ctx;
  return (
    <html lang={locale} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <title safe>{`${alert ? `${alert}: ` : ''}${title} - ${t('site.name')}`}</title>
        <link rel="icon" href={assetUrl('favicon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl('site.css')} />
      </head>
      <body>
        <a class="skip vh" href="#main" safe>
          {t('site.skip')}
        </a>
        <Top ctx={ctx} resend={resend} />
        <main id="main">
          <div class="band">
            <div class="wrap">
              {step !== undefined && <Steps ctx={ctx} step={step} />}
              <h1 safe>{title}</h1>
              {lead}
            </div>
          </div>
          <div class="wrap body">
            <div class="flow">{children}</div>
            <TalkPanel ctx={ctx} />
          </div>
        </main>
        <Foot ctx={ctx} />
      </body>
    </html>
  );
}

function Top({ ctx, resend }: Pick<PageProps, 'ctx' | 'resend'>) {
  const { t, locale } = ctx;
  return (
    <header class="top">
      <nav class="langs" aria-label={t('site.language')}>
        <div class="wrap row">
          <Icon name="globe" />
          <ul class="list">
            {ctx.languageLinks.map((link) => (
              <li>
                {resend && link.tag !== locale ? <Resend {...link} fields={resend} /> : <Link ctx={ctx} {...link} />}
              </li>
            ))}
          </ul>
        </div>
      </nav>
      <div class="wrap">
        <a class="brand" href={`/${locale}`}>
          <Icon name="door" />
          <span safe>{t('site.name')}</span>
        </a>
      </div>
    </header>
  );
}

type LanguageLink = PageContext['languageLinks'][number];

function Link({ ctx: { locale }, tag, name, href }: LanguageLink & { ctx: PageContext }) {
  return (
    <a class="hit" href={href} lang={tag} hreflang={tag} aria-current={tag === locale ? 'true' : undefined} safe>
      {name}
    </a>
  );
}

/** An address alone would bring an empty form: what was typed goes along, and not in the address. */
function Resend({ tag, name, href, fields }: LanguageLink & { fields: Children }) {
  return (
    <form method="post" action={href}>
      {fields}
      <button class="link" lang={tag} safe>
        {name}
      </button>
    </form>
  );
}

function Steps({ ctx, step }: { ctx: PageContext; step: number }) {
  return (
    <ol class="line steps" aria-label={ctx.t('step.label')}>
      {STEPS.map((key, i) => (
        <li class={i < step ? 'past' : undefined} aria-current={i === step ? 'step' : undefined} safe>
          {ctx.t(key)}
        </li>
      ))}
    </ol>
  );
}

function Foot({ ctx: { t, locale } }: { ctx: PageContext }) {
  return (
    <footer class="wrap flow foot">
      <p class="hint" safe>
        {t('foot.promise')}
      </p>
      <p class="hint row">
        <a class="hit" href={`/${locale}/lost-link`} safe>
          {t('foot.lostLink')}
        </a>
        <a class="hit" href={`/${locale}/privacy`} safe>
          {t('foot.privacy')}
        </a>
        <a class="hit" href={`/${locale}/help`} safe>
          {t('foot.help')}
        </a>
      </p>
    </footer>
  );
}
