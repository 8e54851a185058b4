import { formatTime } from '../../i18n/dates.js';
import type { RosterRow } from '../roster-reader.js';
import type { RosterStatus } from '../roster-rules.js';
import { languageName, STATUS_WORDS } from '../roster-words.js';

/** One person as they stand on paper or in a file: what the day needs, and nothing else. */
export interface SheetPerson {
  time: string;
  /** Of somebody who was erased: what says so. */
  name: string;
  reference: string;
  language: string;
  needsInterpreter: boolean;
  status: RosterStatus;
  station: string;
  walkIn: boolean;
  /** They said by text that they come. */
  coming?: boolean;
  /** Only where phone numbers were asked for. */
  phone?: string;
}

/** The people of one time. */
export interface SheetGroup {
  time: string;
  people: SheetPerson[];
}

/** Lines for those who come without a booking while no screen is at hand. */
export const WALK_INS = { head: 'Came without a booking', lines: 4 };
/** Under the reference of whoever was let in at the door. */
export const WALK_IN = 'walk-in';

/** What stands small under the reference. */
export const markOf = ({ walkIn, coming }: SheetPerson) => (walkIn ? WALK_IN : coming ? 'said they come' : '');

export const FOOT = {
  names: 'Names of people: hand it to nobody outside, and shred it after the day.',
  lacked: 'A box in a name stands for a letter that this file has no font for. The reference says who it is.',
};

export const ERASED = '(erased)';

/** Rows of the roster as they stand on paper, in their order. */
export const sheetPeople = (rows: RosterRow[], zone: string, phones?: Map<string, string>): SheetPerson[] =>
  rows.map((row) => ({
    time: formatTime(row.startsAt, zone, 'en'),
    name: row.name || ERASED,
    reference: row.reference,
    language: languageName(row.language),
    needsInterpreter: row.needsInterpreter,
    status: row.status,
    station: row.station ?? '',
    walkIn: row.walkIn,
    coming: row.coming && row.status === 'expected',
    ...(phones && { phone: phones.get(row.id) ?? '' }),
  }));

/** People in groups by time. */
export function byTime(people: SheetPerson[]): SheetGroup[] {
  const groups: SheetGroup[] = [];
  for (const person of people) {
    const last = groups.at(-1);
    if (last?.time === person.time) last.people.push(person);
    else groups.push({ time: person.time, people: [person] });
  }
  return groups;
}

/** `Haitian Creole, interpreter`. */
export const languageWords = ({ language, needsInterpreter }: SheetPerson) =>
  needsInterpreter ? `${language}, interpreter` : language;

export const statusWords = ({ status }: SheetPerson) => STATUS_WORDS[status];

/** `1 person`, `60 people`. */
export const peopleWords = (n: number) => (n === 1 ? '1 person' : `${n} people`);
