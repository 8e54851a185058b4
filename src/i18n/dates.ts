import type { Locale } from './locales.js';
import { translator } from './translate.js';

/** Which Intl locale writes dates for a language of ours: our readers are in the United States. */
const INTL: Record<Locale, string> = { en: 'en-US', es: 'es-US' };

const formats = new Map<string, Intl.DateTimeFormat>();

/** The team is in Massachusetts. */
export const TEAM_ZONE = 'America/New_York';

/** `Saturday, August 6`: a civil day in the clinic's zone, whatever the server's or the reader's zone is. */
export function formatDay(at: Date, zone: string, locale: Locale): string {
  return write(at, zone, locale, { weekday: 'long', month: 'long', day: 'numeric' });
}

/** `10:30 am` on the wall of the clinic; without the dots of the Spanish "a.m.", after which a sentence cannot end. */
export function formatTime(at: Date, zone: string, locale: Locale): string {
  return write(at, zone, locale, { hour: 'numeric', minute: '2-digit' }).toLowerCase().replace(/\./g, '');
}

/** `9:30 am and 2:00 pm`. */
export function formatTimes(times: Date[], zone: string, locale: Locale): string {
  const list = new Intl.ListFormat(INTL[locale], { type: 'conjunction' });
  return list.format(times.map((at) => formatTime(at, zone, locale)));
}

/** A time in two pieces, for a narrow cell: `10:30` and `am`. */
export function clockParts(at: Date, zone: string, locale: Locale): { time: string; half: string } {
  const [time = '', ...half] = formatTime(at, zone, locale).split(' ');
  return { time, half: half.join(' ') };
}

/** `Saturday, August 6, 10:30 am`. */
export function formatDayTime(at: Date, zone: string, locale: Locale): string {
  return `${formatDay(at, zone, locale)}, ${formatTime(at, zone, locale)}`;
}

/** `9:00 am to 4:30 pm`. */
export function formatTimeRange(from: Date, to: Date, zone: string, locale: Locale): string {
  const params = { from: formatTime(from, zone, locale), to: formatTime(to, zone, locale) };
  return translator(locale)('date.range', params);
}

/** The pieces of a day for a narrow column: `Sat`, `6`, `Aug`. */
export function dayParts(at: Date, zone: string, locale: Locale) {
  return {
    weekday: write(at, zone, locale, { weekday: 'short' }),
    day: write(at, zone, locale, { day: 'numeric' }),
    month: write(at, zone, locale, { month: 'short' }),
  };
}

/** What people call the zone: "Boston time"; elsewhere the general name of the zone. */
export function zoneName(zone: string, locale: Locale, at: Date = new Date()): string {
  if (zone === TEAM_ZONE) return translator(locale)('date.boston');
  const parts = formatter(zone, locale, { timeZoneName: 'longGeneric' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** The hour (0–23) on the wall of the clinic. */
export function wallHour(at: Date, zone: string): number {
  return Number(formatter(zone, 'en', { hour: 'numeric', hourCycle: 'h23' }).format(at));
}

/** Intl puts narrow and unbreakable spaces between numbers and "am": in a text message each costs half of its length. */
function write(at: Date, zone: string, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  return formatter(zone, locale, options)
    .format(at)
    .replace(/[\u00a0\u202f]/g, ' ');
}

function formatter(zone: string, locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(INTL[locale], { timeZone: zone, ...options });
    formats.set(key, format);
  }
  return format;
}
