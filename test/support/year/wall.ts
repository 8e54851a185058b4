/** Wall times by `Intl` alone: the program under test reckons with another library. */
export interface Wall {
  /** Days since 1970, on the calendar of the zone. */
  day: number;
  /** Minutes since midnight on its clock. */
  minute: number;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

export function wallOf(at: number, timeZone: string): Wall {
  let format = formats.get(timeZone);
  if (!format) {
    const numeric = 'numeric' as const;
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric };
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...fields });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return { day: Date.UTC(year, month - 1, day) / DAY, minute: hour * 60 + minute };
}

/** The instant at which the clock of the zone shows this; by looking, not by offsets. */
export function instantOf({ day, minute }: Wall, timeZone: string): number {
  const asUtc = day * DAY + minute * MINUTE;
  for (let hours = 4; hours <= 10; hours++) {
    const found = wallOf(asUtc + hours * HOUR, timeZone);
    if (found.day === day && found.minute === minute) return asUtc + hours * HOUR;
  }
  throw new Error(`no such time in ${timeZone}`);
}

/** `10:30 am`. */
export function clockWords(at: number, timeZone: string): string {
  const { minute } = wallOf(at, timeZone);
  const hour = Math.floor(minute / 60);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute % 60).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`;
}
