import { clockParts, formatTime, wallHour, zoneName } from '../i18n/dates.js';
import type { MessageKey } from '../i18n/translate.js';
import { OwnTimeScript, ownTime, TIME } from '../ui/own-time.view.js';
import { CallMeLink } from '../ui/call-me-link.view.js';
import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';
import { bookingState } from './booking-state-rules.js';
import { ClinicLead } from './clinic-lead.view.js';
import type { ClinicDetails, SlotTimes } from './clinic-reads.js';
import { stateWords } from './clinic-words.js';

const MAX_PEOPLE = 6;
/** "1 left" is said only when it is scarce. */
const SCARCE = 2;

interface Props {
  ctx: PageContext;
  clinic: ClinicDetails;
  slots: SlotTimes[];
  people: number;
  now: Date;
}

/** The times of a clinic, in parts of the day, so that thirty are read at a glance. */
export function TimesView({ ctx, clinic, slots, people, now }: Props) {
  const { t, locale } = ctx;
  const any = slots.some((slot) => slot.placesLeft >= people);
  const title = t(any ? 'times.title' : 'times.noneTitle');
  return (
    <Page ctx={ctx} title={title} step={1} lead={<ClinicLead ctx={ctx} clinic={clinic} />}>
      <PeopleChooser ctx={ctx} people={people} />
      {any && <WhoseTime ctx={ctx} clinic={clinic} slots={slots} />}
      {any ? (
        <Times
          ctx={ctx}
          slots={slots}
          zone={clinic.timeZone}
          people={people}
          href={(slot) => `/${locale}/book/${slot.id}?people=${people}`}
        />
      ) : (
        <NoTimes ctx={ctx} clinic={clinic} slots={slots} people={people} now={now} />
      )}
    </Page>
  );
}

/** A video call says whose time it is; the script adds what the first one is where the reader is. */
function WhoseTime({ ctx, clinic, slots: [first] }: Pick<Props, 'ctx' | 'clinic' | 'slots'>) {
  const { t, locale } = ctx;
  if (clinic.mode !== 'virtual' || !first) return '';
  const time = formatTime(first.startsAt, clinic.timeZone, locale);
  const own = ownTime(ctx, clinic, t('times.ownTime', { first: time, time: TIME }));
  return (
    <p>
      <span safe>{t('times.zone', { zone: zoneName(clinic.timeZone, locale) })}</span>{' '}
      <time datetime={first.startsAt.toISOString()} {...own}></time>
      <OwnTimeScript clinic={clinic} />
    </p>
  );
}

/** Why there is no time to choose, and what to do next. */
function NoTimes({ ctx, clinic, slots, people, now }: Props) {
  const { t, locale } = ctx;
  const apart = slots.some((slot) => slot.placesLeft > 0);
  const state = bookingState(clinic, now);
  return (
    <div class="note flow">
      <h2 safe>{apart ? t('times.none', { n: people }) : stateWords(ctx, clinic, state)}</h2>
      <p safe>{t(apart ? 'times.noneTogether' : (`clinic.next.${state}` as MessageKey))}</p>
      <p>
        <a class="btn plain" href={`/${locale}`} safe>
          {t('clinic.others')}
        </a>
      </p>
      {(apart || state === 'full') && <CallMeLink ctx={ctx} />}
    </div>
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
                clock={clockParts(slot.startsAt, zone, locale)}
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
  clock: { time: string; half: string };
  people: number;
  href: string;
}

function Time({ ctx: { t }, slot, clock: { time, half }, people, href }: TimeProps) {
  const left = t('times.left', { n: slot.placesLeft });
  const scarce = slot.placesLeft <= SCARCE;
  if (slot.placesLeft < people) {
    return (
      <li class="full">
        <s safe>{time}</s> <small safe>{slot.placesLeft === 0 ? t('times.full') : left}</small>
      </li>
    );
  }
  return (
    <li>
      <a href={href} rel="nofollow">
        <b safe>{time}</b>{' '}
        <small>
          <span safe>{scarce ? `${half}, ` : half}</span>
          {scarce && (
            <span class="whole" safe>
              {left}
            </span>
          )}
        </small>
      </a>
    </li>
  );
}

function partOf(hour: number): 'morning' | 'midday' | 'afternoon' | 'evening' {
  if (hour < 12) return 'morning';
  if (hour < 14) return 'midday';
  return hour < 17 ? 'afternoon' : 'evening';
}
