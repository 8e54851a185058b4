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

/** The tap that is expected next, to be marked; none for who is done or did not come. */
export function nextTap(status: RosterStatus): RosterStatus | undefined {
  return ({ expected: 'arrived', arrived: 'done' } as Partial<Record<RosterStatus, RosterStatus>>)[status];
}

/** How long a device may bring what was tapped without a connection. */
const LATEST_MS = 16 * 60 * 60 * 1000;

/** When a tap counts as made: when it was tapped, as the device says, but never in the future nor long ago. */
export function tapTime(tappedAt: Date | undefined, now: Date): Date {
  if (!tappedAt || tappedAt > now) return now;
  return new Date(Math.max(tappedAt.getTime(), now.getTime() - LATEST_MS));
}

interface Waiting {
  id: string;
  station: string | null;
  stationAt: Date | null;
  language: string;
  needsInterpreter: boolean;
}

/**
 * Whose turn it is at a station: who has waited longest among those whose language somebody at the table speaks. Without
 * languages given, whoever has waited longest.
 */
export function nextAt<T extends Waiting>(station: string, people: T[], languages?: string[]): T | undefined {
  const fits = ({ language, needsInterpreter }: T) =>
    !languages || languages.includes(language) || (!needsInterpreter && languages.includes('en'));
  const here = people.filter((person) => person.station === station && fits(person));
  return here.sort(
    (a, b) => (a.stationAt?.getTime() ?? 0) - (b.stationAt?.getTime() ?? 0) || (a.id < b.id ? -1 : 1),
  )[0];
}

/** How many stand at each station, and the longest wait there in minutes. */
export function stationLoads(stations: string[], people: Pick<Waiting, 'station' | 'stationAt'>[], now: Date) {
  return stations.map((name) => {
    const here = people.filter(({ station }) => station === name);
    const waits = here.map(({ stationAt }) => (stationAt ? now.getTime() - stationAt.getTime() : 0));
    return { name, people: here.length, longestMinutes: Math.max(0, Math.floor(Math.max(0, ...waits) / 60_000)) };
  });
}
