import { formatDay, formatTime, wallHour, zoneName } from '../i18n/dates.js';
import type { MessageKey } from '../i18n/translate.js';
import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';
import type { ClinicDetails, SlotTimes } from './clinic-reads.js';
import { placeOf } from './clinic-words.js';
import { WayThere } from './venue.view.js';

const MAX_PEOPLE = 6;
/** "1 left" is said only when it is scarce. */
const SCARCE = 2;

interface Props {
  ctx: PageContext;
  clinic: ClinicDetails;
  slots: SlotTimes[];
  people: number;
}

/** The times of a clinic, in parts of the day, so that thirty are read at a glance. */
export function TimesView({ ctx, clinic, slots, people }: Props) {
  const { t, locale } = ctx;
  const lead = (
    <p>
      <b safe>{clinic.startsAt ? formatDay(clinic.startsAt, clinic.timeZone, locale) : ''}</b>
      <br />
      <span safe>{placeOf(ctx, clinic)}</span>
    </p>
  );
  const any = slots.some((slot) => slot.placesLeft >= people);
  return (
    <Page ctx={ctx} title={t('times.title')} step={1} lead={lead}>
      <PeopleChooser ctx={ctx} people={people} />
      {clinic.mode === 'virtual' && <p safe>{t('times.zone', { zone: zoneName(clinic.timeZone, locale) })}</p>}
      {any ? (
        <Times
          ctx={ctx}
          slots={slots}
          zone={clinic.timeZone}
          people={people}
          href={(slot) => `/${locale}/book/${slot.id}?people=${people}`}
        />
      ) : (
        <div class="note flow">
          <h2 safe>{t('times.none', { n: people })}</h2>
          <p safe>{t(people > 1 ? 'times.noneTogether' : 'clinic.next.full')}</p>
          <p>
            <a class="btn plain" href={`/${locale}`} safe>
              {t('clinic.others')}
            </a>
          </p>
        </div>
      )}
      <WayThere ctx={ctx} clinic={clinic} />
    </Page>
  );
}

function PeopleChooser({ ctx: { t }, people }: Pick<Props, 'ctx' | 'people'>) {
  return (
    <details class="fold">
      <summary>
        <span>
          <b safe>{t('times.people', { n: people })}</b> <u safe>{t('times.change')}</u>
        </span>
      </summary>
      <form method="get">
        <label for="people" safe>
          {t('times.howMany')}
        </label>
        <div class="ask">
          <select id="people" name="people">
            {Array.from({ length: MAX_PEOPLE }, (_, i) => (
              <option value={String(i + 1)} selected={i + 1 === people} safe>
                {t('times.people', { n: i + 1 })}
              </option>
            ))}
          </select>
          <button class="btn plain" safe>
            {t('times.show')}
          </button>
        </div>
      </form>
    </details>
  );
}

interface TimesProps {
  ctx: PageContext;
  slots: SlotTimes[];
  zone: string;
  people: number;
  href: (slot: SlotTimes) => string;
  /** One below the heading that the times stand under. */
  heading?: 'h2' | 'h3';
}

/** Times as links, in parts of the day; full ones are struck, and said to be full. */
export function Times({ ctx, slots, zone, people, href, heading: Heading = 'h2' }: TimesProps) {
  const { t, locale } = ctx;
  const parts = (['morning', 'midday', 'afternoon', 'evening'] as const)
    .map((part) => ({ part, slots: slots.filter((slot) => partOf(wallHour(slot.startsAt, zone)) === part) }))
    .filter((group) => group.slots.length > 0);
  return (
    <>
      {parts.map((group) => (
        <div>
          <Heading class="part">
            <span safe>{t(`times.${group.part}` as MessageKey)}</span>
          </Heading>
          <ul class="times">
            {group.slots.map((slot) => (
              <Time
                ctx={ctx}
                slot={slot}
                time={formatTime(slot.startsAt, zone, locale)}
                people={people}
                href={href(slot)}
              />
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

interface TimeProps {
  ctx: PageContext;
  slot: SlotTimes;
  time: string;
  people: number;
  href: string;
}

function Time({ ctx: { t }, slot, time, people, href }: TimeProps) {
  if (slot.placesLeft < people) {
    return (
      <li class="full">
        <s safe>{time}</s>
        <small safe>{slot.placesLeft === 0 ? t('times.full') : t('times.left', { n: slot.placesLeft })}</small>
      </li>
    );
  }
  return (
    <li>
      <a href={href} rel="nofollow">
        <span safe>{time}</span>
        {slot.placesLeft <= SCARCE && <small safe>{t('times.left', { n: slot.placesLeft })}</small>}
      </a>
    </li>
  );
}

function partOf(hour: number): 'morning' | 'midday' | 'afternoon' | 'evening' {
  if (hour < 12) return 'morning';
  if (hour < 14) return 'midday';
  return hour < 17 ? 'afternoon' : 'evening';
}
