import { languageNames } from '../../clinics/clinic-words.js';
import { STAFF_CONTEXT } from '../../ui/staff-page.view.js';
import type { ChangeKind } from './change-kinds.js';
import type { Told } from './telling.js';

/** What was decided, as a heading. */
export const CHANGE_WORDS: Record<ChangeKind, string> = {
  called_off: 'Called off',
  brought_back: 'Brought back',
  moved: 'Moved to another day',
  times: 'Other times',
  place: 'Another place',
  link: 'Another link',
  slot_closed: 'A time closed, its people moved',
};

/** What the button does. */
const DEEDS: Record<ChangeKind, string> = {
  called_off: 'Call off',
  brought_back: 'Bring back',
  moved: 'Move',
  times: 'Change the times',
  place: 'Change the place',
  link: 'Change the link',
  slot_closed: 'Close and move',
};

export const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
export const people = (n: number) => count(n, 'person', 'people');

/** The button counts: `Call off and tell 47 people`. */
export const deedWords = (kind: ChangeKind, told: Told) =>
  told.people === 0 ? DEEDS[kind] : `${DEEDS[kind]} and tell ${people(told.people)}`;

/** `English 12, Haitian Creole 4`. */
export const languagesOf = (told: Told) =>
  told.languages.map(({ language, bookings }) => `${languageName(language)} ${bookings}`).join(', ');

export const languageName = (tag: string) => languageNames(STAFF_CONTEXT, [tag]);
