import { dayParts } from '../i18n/dates.js';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import type { MessageKey } from '../i18n/translate.js';
import { Icon } from '../ui/icon.view.js';
import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';
import { bookingState } from './booking-state-rules.js';
import type { ClinicFilter } from './clinic-reader.js';
import type { ClinicDetails } from './clinic-reads.js';
import { hours, languageNames, stateWords } from './clinic-words.js';
import { SeeClinics } from '../ui/see-clinics.view.js';

interface Props {
  ctx: PageContext;
  clinics: ClinicDetails[];
  filter: Pick<ClinicFilter, 'mode' | 'language'>;
  now: Date;
}

/** The clinics along a line of dates. */
export function ClinicListView({ ctx, clinics, filter, now }: Props) {
  const { t } = ctx;
  const filtered = Boolean(filter.mode ?? filter.language);
  return (
    <Page ctx={ctx} title={t('list.title')} lead={<p safe>{t('list.lead')}</p>}>
      <Modes ctx={ctx} filter={filter} />
      <LanguageFilter ctx={ctx} filter={filter} />
      {clinics.length === 0 ? (
        <div class="note flow">
          <p safe>{t(filtered ? 'list.empty' : 'list.none')}</p>
          {filtered && <SeeClinics ctx={ctx} look="plain" />}
        </div>
      ) : (
        <ol class="agenda">
          {clinics.map((clinic) => (
            <Row ctx={ctx} clinic={clinic} now={now} />
          ))}
        </ol>
      )}
    </Page>
  );
}

function Modes({ ctx: { t, locale }, filter }: Pick<Props, 'ctx' | 'filter'>) {
  const modes: [ClinicFilter['mode'], MessageKey][] = [
    [undefined, 'list.all'],
    ['in_person', 'list.inPerson'],
    ['virtual', 'list.virtual'],
  ];
  return (
    <nav class="tabs" aria-label={t('list.modes')}>
      {modes.map(([mode, key]) => {
        const query = new URLSearchParams({
          ...(mode && { mode }),
          ...(filter.language && { language: filter.language }),
        });
        const href = query.size > 0 ? `/${locale}?${query.toString()}` : `/${locale}`;
        return (
          <a href={href} aria-current={filter.mode === mode ? 'page' : undefined} safe>
            {t(key)}
          </a>
        );
      })}
    </nav>
  );
}

function LanguageFilter({ ctx: { t, locale }, filter }: Pick<Props, 'ctx' | 'filter'>) {
  return (
    <form method="get" action={`/${locale}`}>
      {filter.mode && <input type="hidden" name="mode" value={filter.mode} />}
      <label for="language" safe>
        {t('list.language')}
      </label>
      <div class="ask">
        <select id="language" name="language">
          <option value="" safe>
            {t('list.anyLanguage')}
          </option>
          {CLINIC_LANGUAGES.map((tag) => (
            <option value={tag} selected={filter.language === tag} safe>
              {t(`language.${tag}`)}
            </option>
          ))}
        </select>
        <button class="btn plain" safe>
          {t('list.show')}
        </button>
      </div>
    </form>
  );
}

function Row({ ctx, clinic, now }: { ctx: PageContext; clinic: ClinicDetails; now: Date }) {
  const { t, locale } = ctx;
  const state = bookingState(clinic, now);
  const open = state === 'open';
  const { weekday, day, month } = dayParts(clinic.startsAt ?? now, clinic.timeZone, locale);
  return (
    <li class={open ? undefined : 'shut'}>
      <time class="day" datetime={clinic.day}>
        <span safe>{weekday}</span> <b safe>{day}</b> <span safe>{month}</span>
      </time>
      <div>
        <h2>
          <a href={`/${locale}/clinics/${clinic.slug}`}>
            {state === 'cancelled' ? <s safe>{clinic.title}</s> : <span safe>{clinic.title}</span>}
          </a>
        </h2>
        {state !== 'cancelled' && (
          <ul class="meta">
            <li>
              <Icon name={clinic.venue ? 'pin' : 'video'} />
              <span safe>
                {clinic.venue ? t('clinic.inPersonIn', { city: clinic.venue.city }) : t('clinic.byVideo')}
              </span>
            </li>
            <li>
              <Icon name="clock" />
              <span safe>{hours(ctx, clinic)}</span>
            </li>
            <li>
              <Icon name="talk" />
              <span safe>{languageNames(ctx, clinic.languages)}</span>
            </li>
          </ul>
        )}
        <p class="left">
          <span safe>{stateWords(ctx, clinic, state)}</span> {open && <Icon name="arrow" turn />}
        </p>
      </div>
    </li>
  );
}
