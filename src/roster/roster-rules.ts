/** What somebody on the roster can be; those who cancelled are not on it. */
export const ROSTER_STATUSES = ['expected', 'arrived', 'done', 'no_show'] as const;
export type RosterStatus = (typeof ROSTER_STATUSES)[number];

/** What a clinic's people pass through unless the team says otherwise. */
export const STANDARD_STATIONS = ['Check-in', 'Screening', 'Application', 'Legal review', 'Copies'];

/** Where somebody stands on the day. */
export interface Place {
  status: RosterStatus;
  station: string | null;
}

/** What one tap asks for. */
export type Wish = { status: RosterStatus } | { station: string };

/**
 * Where a tap leads, from wherever somebody was: whoever arrives is at the first station, whoever is at a station has
 * arrived, whoever is done or not there is at none. Each way has its way back: that is what undo is.
 */
export function placeAfter(wish: Wish, before: Place, stations: string[]): Place {
  if ('station' in wish) return { status: 'arrived', station: wish.station };
  if (wish.status !== 'arrived') return { status: wish.status, station: null };
  return { status: 'arrived', station: before.station ?? stations[0] ?? null };
}

interface Tapped {
  status: RosterStatus | null;
  station: string | null;
  /** Null: it did not count. */
  version: number | null;
}

/** What takes the last tap back: where somebody was before it. Undefined: nobody has tapped. */
export function undoOf(taps: Tapped[], stations: string[]): Wish | undefined {
  const counted = taps.filter(({ version }) => version !== null).sort((a, b) => (a.version ?? 0) - (b.version ?? 0));
  if (counted.length === 0) return undefined;
  const wishes = counted
    .slice(0, -1)
    .map(({ status, station }) => (station ? { station } : { status: status ?? 'expected' }));
  const start: Place = { status: 'expected', station: null };
  const { status, station } = wishes.reduce<Place>((place, wish) => placeAfter(wish, place, stations), start);
  return station !== null && stations.includes(station) ? { station } : { status };
}

/** The tap that is expected next, to be marked; none for who is done or did not come. */
export function nextTap(status: RosterStatus): RosterStatus | undefined {
  return ({ expected: 'arrived', arrived: 'done' } as Partial<Record<RosterStatus, RosterStatus>>)[status];
}

/** How long a device may bring what was tapped without a connection. */
const LATEST_MS = 16 * 60 * 60 * 1000;

/** When a tap counts as made: when it was tapped, as the device says, unless its clock is wrong for certain. */
export function tapTime(tappedAt: Date | undefined, now: Date): Date {
  const ago = tappedAt ? now.getTime() - tappedAt.getTime() : 0;
  return tappedAt && ago >= 0 && ago <= LATEST_MS ? tappedAt : now;
}

interface Waiting {
  id: string;
  station: string | null;
  stationAt: Date | null;
  calledAt: Date | null;
  language: string;
  needsInterpreter: boolean;
}

/**
 * Whose turn it is at a station: who has waited longest among those whose language somebody at the table speaks. Without
 * languages given, whoever has waited longest. Whoever was called is at the table already.
 */
export function nextAt<T extends Waiting>(station: string, people: T[], languages?: string[]): T | undefined {
  const fits = ({ language, needsInterpreter }: T) =>
    !languages || languages.includes(language) || (!needsInterpreter && languages.includes('en'));
  const here = people.filter((person) => person.station === station && person.calledAt === null && fits(person));
  return here.sort(
    (a, b) => (a.stationAt?.getTime() ?? 0) - (b.stationAt?.getTime() ?? 0) || (a.id < b.id ? -1 : 1),
  )[0];
}

/** How many are at each station, and since when whoever has waited longest there without being called does. */
export function stationLoads(stations: string[], people: Pick<Waiting, 'station' | 'stationAt' | 'calledAt'>[]) {
  return stations.map((name) => {
    const here = people.filter(({ station }) => station === name);
    const waits = here.flatMap(({ stationAt, calledAt }) => (stationAt && !calledAt ? [stationAt.getTime()] : []));
    return { name, people: here.length, longestSince: waits.length > 0 ? new Date(Math.min(...waits)) : null };
  });
}

interface Time {
  id: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  extra: number;
  taken: number;
  open: boolean;
}

/** How many a team may still let in at a time, whatever the booking window says. */
export const roomIn = ({ capacity, extra, taken, open }: Time) => (open ? Math.max(0, capacity + extra - taken) : 0);

/** The time for somebody who stands at the door: the one going on or next that has room, else the one going on or next. */
export function timeAtTheDoor<T extends Time>(times: T[], now: Date): T | undefined {
  const left = times.filter(({ endsAt }) => endsAt > now).sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return left.find((time) => roomIn(time) > 0) ?? left[0] ?? times.at(-1);
}

export const MAX_STATIONS = 8;
export const MAX_STATION_NAME = 40;

/** The lines of a text as names of stations: without empty lines and doubled spaces. */
export const stationsOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
