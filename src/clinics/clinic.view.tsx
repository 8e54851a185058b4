import type { MessageKey } from '../i18n/translate.js';
import { Icon } from '../ui/icon.view.js';
import { CallMeLink } from '../ui/call-me-link.view.js';
import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';
import { bookingState } from './booking-state-rules.js';
import { ClinicTexts } from './clinic-texts.view.js';
import { ClinicLead } from './clinic-lead.view.js';
import type { ClinicDetails } from './clinic-reads.js';
import { hours, languageNames, stateWords } from './clinic-words.js';
import { WayThere } from './venue.view.js';

/** One clinic: what it is, when and where, what to bring, and the one thing to do next. */
export function ClinicView({ ctx, clinic, now }: { ctx: PageContext; clinic: ClinicDetails; now: Date }) {
  const { t, locale } = ctx;
  const state = bookingState(clinic, now);
  const lead = <ClinicLead ctx={ctx} clinic={clinic} />;
  if (state === 'cancelled' || state === 'over')
    return <Ended ctx={ctx} title={clinic.title} state={state} lead={lead} />;
  return (
    <Page ctx={ctx} title={clinic.title} step={state === 'open' ? 0 : undefined} lead={lead}>
      <p safe>{t('clinic.about')}</p>
      <ul class="meta">
        <li>
          <Icon name="clock" />
          <span safe>{hours(ctx, clinic)}</span>
        </li>
        <li>
          <Icon name="talk" />
          <span safe>{t('clinic.weSpeak', { languages: languageNames(ctx, clinic.languages) })}</span>
        </li>
      </ul>
      {state === 'open' ? (
        <div class="flow">
          <p class="left" safe>
            {stateWords(ctx, clinic, state)}
          </p>
          <a class="btn wide-btn" href={`/${locale}/clinics/${clinic.slug}/times`}>
            <span safe>{t('clinic.chooseTime')}</span> <Icon name="arrow" turn />
          </a>
        </div>
      ) : (
        <div class="note flow">
          <h2 safe>{stateWords(ctx, clinic, state)}</h2>
          <p safe>{t(`clinic.next.${state}` as MessageKey)}</p>
          <p>
            <a class="btn plain" href={`/${locale}`} safe>
              {t('clinic.others')}
            </a>
          </p>
          {state === 'full' && <CallMeLink ctx={ctx} />}
        </div>
      )}
      <WayThere ctx={ctx} clinic={clinic} />
      <ClinicTexts ctx={ctx} clinic={clinic} />
    </Page>
  );
}

interface EndedProps {
  ctx: PageContext;
  title: string;
  state: 'cancelled' | 'over';
  lead: JSX.Element;
}

function Ended({ ctx, title, state, lead }: EndedProps) {
  const { t, locale } = ctx;
  return (
    <Page ctx={ctx} title={t(`clinic.ended.${state}`, { title })} lead={lead}>
      <p safe>{t(`clinic.next.${state}`)}</p>
      <p>
        <a class="btn wide-btn" href={`/${locale}`} safe>
          {t('clinic.others')}
        </a>
      </p>
      <p>
        <a class="hit" href={`/${locale}/lost-link`} safe>
          {t('foot.lostLink')}
        </a>
      </p>
    </Page>
  );
}
