import { DateTime } from 'luxon';

/** When a clinic reminds its people. */
export interface ReminderSettings {
  /** So many days before, each at `time` on the clinic's clock. */
  days: number[];
  /** `10:00`; seconds may follow. */
  time: string;
  /** So many hours before; only of a video appointment, and only when somebody wants it. */
  hours: number | null;
  mode: 'in_person' | 'virtual';
  timeZone: string;
}

/** One reminder of a time. */
export interface ReminderStep {
  /** `d7`, `d1`, `h2`: part of the key under which it goes once. */
  step: string;
  at: Date;
  /** The next one has come, or it is too late for anybody to act on it. */
  helpsUntil: Date;
}

/** Nobody is reminded before eight in the morning or from nine in the evening on, where the clinic is. */
const FIRST_HOUR = 8;
const LAST_HOUR = 21;
/** An hour to get there. */
const TRAVEL = { hours: 1 };
/** Less than this between two: the later one is enough. */
const APART_MS = 60 * 60_000;

/** The reminders of an appointment in their order, at wall times of the clinic: never so many times 24 hours. */
export function reminderSteps(settings: ReminderSettings, startsAt: Date): ReminderStep[] {
  const start = DateTime.fromJSDate(startsAt, { zone: settings.timeZone });
  const virtual = settings.mode === 'virtual';
  const [hour = 0, minute = 0] = settings.time.split(':').map(Number);
  const steps: { step: string; at: DateTime }[] = settings.days.map((days) => {
    // Reckoned on the calendar, and then put on the clinic's wall: that also takes a third of the time.
    const wall = DateTime.utc(start.year, start.month, start.day, hour, minute).minus({ days });
    return { step: `d${days}`, at: wall.setZone(settings.timeZone, { keepLocalTime: true }) };
  });
  if (virtual && settings.hours) steps.push({ step: `h${settings.hours}`, at: hoursBefore(start, settings.hours) });
  const inOrder = steps
    .sort((a, b) => a.at.toMillis() - b.at.toMillis())
    .filter(({ at }, i, all) => (all[i + 1]?.at.toMillis() ?? Infinity) - at.toMillis() >= APART_MS);
  const end = virtual ? start : start.minus(TRAVEL);
  return inOrder.map(({ step, at }, i) => {
    return { step, at: at.toJSDate(), helpsUntil: (inOrder[i + 1]?.at ?? end).toJSDate() };
  });
}

/** In the civil hours next to it: early calls are reminded of at eight when that is in time, else the evening before. */
function hoursBefore(start: DateTime, hours: number): DateTime {
  const at = start.minus({ hours });
  const late = at.set({ hour: LAST_HOUR - 1, minute: 30, second: 0 });
  if (at > late) return late;
  const eight = at.set({ hour: FIRST_HOUR, minute: 0, second: 0 });
  if (at >= eight) return at;
  return eight <= start.minus({ minutes: 30 }) ? eight : at.minus({ days: 1 }).set({ hour: 20, minute: 0, second: 0 });
}

/** Now where it is day, else the next eight in the morning. */
export function civilFrom(now: Date, timeZone: string): Date {
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  if (here.hour >= FIRST_HOUR && here.hour < LAST_HOUR) return now;
  const day = here.hour < FIRST_HOUR ? here : here.plus({ days: 1 });
  return day.startOf('day').set({ hour: FIRST_HOUR }).toJSDate();
}

/** What stands in the key of a reminder; the statement that queues them writes it. */
export interface ReminderKey {
  step: string;
  slotId: string;
  startsAt: Date;
}

/** Reads `reminder:d1:<booking>:<slot>:<start in ms>:sms`. */
export function readReminderKey(dedupeKey: string): ReminderKey {
  const [, step = '', , slotId = '', ms] = dedupeKey.split(':');
  return { step, slotId, startsAt: new Date(Number(ms)) };
}
