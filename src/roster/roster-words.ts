import { languageNames } from '../clinics/clinic-words.js';
import { STAFF_CONTEXT } from '../ui/staff-page.view.js';
import type { RosterStatus } from './roster-rules.js';

export const STATUS_WORDS: Record<RosterStatus | 'cancelled', string> = {
  expected: 'To come',
  arrived: 'Arrived',
  done: 'Done',
  no_show: 'No-show',
  cancelled: 'Cancelled',
};

/** Who to show, by the word in the address. */
export const SHOWS = { all: 'All', expected: 'To come', here: 'Here', done: 'Done', no_show: 'No-show' } as const;
export type Show = keyof typeof SHOWS;

/** The list that each status stands in. */
export const SHOWN_IN: Record<RosterStatus, Show> = {
  expected: 'expected',
  arrived: 'here',
  done: 'done',
  no_show: 'no_show',
};

export const languageName = (tag: string) => languageNames(STAFF_CONTEXT, [tag]);

/** `12 min`, `1 h 05`: how long ago that was. */
export function waitWords(since: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}

/** Longer than this at one station is said so. */
export const LATE_MS = 15 * 60_000;

export const rosterPath = (clinicId: string) => `/staff/clinics/${clinicId}/roster`;
