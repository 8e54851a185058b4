import { DateTime } from 'luxon';
import type { DayBookings, LanguagePeople, LeadTurnout, SlotPlaces, Source, Stay } from './report-reads.js';
import { SOURCES } from './report-reads.js';

/** What a report over a season is asked about. */
export interface Season {
  /** Civil days, both of them included. */
  from: string;
  to: string;
  venue?: string;
  mode?: 'in_person' | 'virtual';
}

/** The civil year of a day, where nothing else is asked. */
export function seasonOf(asked: Partial<Season>, today: string): Season {
  const year = (asked.from ?? asked.to ?? today).slice(0, 4);
  return { ...asked, from: asked.from ?? `${year}-01-01`, to: asked.to ?? `${year}-12-31` };
}

/** Two years: beyond that it is no season. */
export const MOST_DAYS = 731;

/** Why a season cannot be counted. */
export function seasonFault({ from, to }: Season): { field: string; code: string } | undefined {
  if (to < from) return { field: 'to', code: 'end_before_start' };
  return daysBetween(from, to) >= MOST_DAYS ? { field: 'to', code: 'season_too_long' } : undefined;
}

const utc = (day: string) => DateTime.fromISO(day, { zone: 'utc' });
const daysBetween = (from: string, to: string) => utc(to).diff(utc(from), 'days').days;

/** People of whom fewer than this speak a language, or passed a station, are not told apart: one could guess who it is. */
export const FEW = 3;
/** Of fewer than this no share is given. */
export const ENOUGH = 10;

/** A share in whole percent; of too few there is none. */
export const share = (n: number, of: number) => (of < ENOUGH ? undefined : Math.round((100 * n) / of));

/** Places, and the people who have one. */
export type Places = Record<'capacity' | 'extra' | 'booked' | 'walkIns', number>;

export function placesOf(rows: Places[]): Places {
  const total = { capacity: 0, extra: 0, booked: 0, walkIns: 0 };
  for (const row of rows) {
    for (const name of Object.keys(total) as (keyof Places)[]) total[name] += row[name];
  }
  return total;
}

/** Those of each clinic, also of one without a slot. */
export function placesByClinic(clinics: { id: string }[], places: SlotPlaces[]): Map<string, Places> {
  const slots = new Map<string, SlotPlaces[]>(clinics.map(({ id }) => [id, []]));
  for (const slot of places) slots.get(slot.clinicId)?.push(slot);
  return new Map([...slots].map(([id, those]) => [id, placesOf(those)]));
}

/** In whole minutes. Of few people nothing but how many: their middle would be one of them. */
export function minutesOf({ people, stays, median, ninetieth }: Stay) {
  return {
    ...{ people, stays },
    median: people < FEW ? null : Math.round(median),
    ninetieth: people < ENOUGH ? null : Math.round(ninetieth),
  };
}

export interface LeadGroup {
  /** Days between booking and coming. */
  from: number;
  to: number | null;
  people: number;
  noShows: number;
}

const LEADS = [0, 1, 3, 8, 15, 31];

/** Whoever came or did not, by how long before they had booked; and how many nobody marked. */
export function byLead(turnout: LeadTurnout[]): {
  groups: LeadGroup[];
  people: number;
  noShows: number;
  unmarked: number;
} {
  const groups = LEADS.map((from, i) => {
    const next = LEADS[i + 1];
    const within = turnout.filter(({ days }) => days >= from && (next === undefined || days < next));
    const noShows = sum(within, (row) => row.noShows);
    return {
      from,
      to: next === undefined ? null : next - 1,
      people: sum(within, (row) => row.came) + noShows,
      noShows,
    };
  });
  const [people, noShows] = [sum(groups, (group) => group.people), sum(groups, (group) => group.noShows)];
  return { groups, people, noShows, unmarked: sum(turnout, (row) => row.unmarked) };
}

/** Languages by how many asked for them; those of few are counted together, and not named. */
export function withoutFew(rows: LanguagePeople[]): {
  languages: LanguagePeople[];
  others: Omit<LanguagePeople, 'language'>;
} {
  const sorted = [...rows].sort((a, b) => b.people - a.people || (a.language < b.language ? -1 : 1));
  const few = sorted.filter(({ people }) => people < FEW);
  const others = { people: sum(few, (row) => row.people), needInterpreter: sum(few, (row) => row.needInterpreter) };
  return { languages: sorted.filter(({ people }) => people >= FEW), others };
}

export type Step = 'day' | 'week' | 'month';

export interface OverTime {
  step: Step;
  /** The first day of each step, none left out. */
  steps: string[];
  /** One for each way in which anybody booked, with a number for each step. */
  series: { source: Source; counts: number[]; total: number }[];
}

/** More columns than this do not fit on a phone. */
const MOST_COLUMNS = 62;

/** Bookings by day, week or month, whichever is the finest that can be read. */
export function overTime(rows: DayBookings[]): OverTime {
  const days = rows.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return { step: 'day', steps: [], series: [] };
  const span = daysBetween(first, last) + 1;
  const step: Step = span <= MOST_COLUMNS ? 'day' : span <= MOST_COLUMNS * 7 ? 'week' : 'month';
  const startOf = (day: string) => utc(day).startOf(step).toISODate() ?? '';
  const steps: string[] = [];
  for (
    let at = startOf(first);
    at <= last;
    at =
      utc(at)
        .plus({ [step]: 1 })
        .toISODate() ?? '~'
  )
    steps.push(at);
  const place = new Map(steps.map((start, i) => [start, i]));
  const series = SOURCES.map((source) => {
    const counts = steps.map(() => 0);
    for (const row of rows.filter((one) => one.source === source)) {
      const i = place.get(startOf(row.day)) ?? 0;
      counts[i] = (counts[i] ?? 0) + row.bookings;
    }
    return { source, counts, total: counts.reduce((all, n) => all + n, 0) };
  });
  return { step, steps, series: series.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total) };
}

/** The sum of something over rows. */
export const sum = <T>(rows: T[], of: (row: T) => number) => rows.reduce((all, row) => all + of(row), 0);
