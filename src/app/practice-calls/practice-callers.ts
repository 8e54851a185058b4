/** What is practised, in the order of the cards. */
export type Exercise = 'check' | 'move' | 'cancel' | 'book' | 'number' | 'voicemail' | 'call';

/** Somebody made up who calls, with a number that is kept for fiction. */
export interface PracticeCaller {
  exercise: Exercise;
  name: string;
  /** Where they call from. */
  phone: string;
  /** The number that they are to have in the end. */
  newPhone?: string;
  language: string;
  /** The email of the booking that they have beforehand: it is known by it also under another number. */
  email?: string;
  /** How it begins, before their words. */
  who: string;
  says: string;
  /** What is to be done. */
  task: string;
  /** How, with the keys between backticks. */
  keys: string;
}

const OPEN = '`/`, the number, `Enter`. `1` `2` for the name and the reference, `Enter`.';

export const PRACTICE_CALLERS: readonly PracticeCaller[] = [
  {
    ...{ exercise: 'check', name: 'Thuy Nhu Pham', phone: '+16175550171', email: 'practice-check@example.org' },
    ...{ language: 'en', who: 'Thuy Nhu Pham calls' },
    says: 'I have a place with you, and I lost the paper. When is it? My name is Thuy Nhu Pham.',
    task: 'Find the booking and ask who they are: name and reference. Then read out the day, the time and the place.',
    keys: OPEN,
  },
  {
    ...{ exercise: 'move', name: 'Marie Joseph', phone: '+16175550172', email: 'practice-move@example.org' },
    ...{ language: 'en', who: 'Marie Joseph calls' },
    says: 'My name is Marie Joseph. I work on Saturday mornings. Can I come later?',
    task: 'Move the booking to a later time.',
    keys: `${OPEN} Then \`M\`, the digit of a later time, \`Enter\`.`,
  },
  {
    ...{ exercise: 'cancel', name: 'Luis Bento Tavares', phone: '+16175550173', email: 'practice-cancel@example.org' },
    ...{ language: 'en', who: 'Luis Bento Tavares calls' },
    says: 'This is Luis Bento Tavares. My daughter is ill, I cannot come. Give my place to somebody else.',
    task: 'Cancel: the place is free at once.',
    keys: `${OPEN} Then \`C\`, \`Enter\`.`,
  },
  {
    ...{ exercise: 'book', name: 'Wideline Charles', phone: '+16175550174', language: 'ht' },
    who: 'Somebody new calls',
    says: 'I am Wideline Charles. I speak Kreyòl, only a little English. I want to become a citizen. No texts, please.',
    task: 'Book any time: Haitian Creole, with an interpreter, and no text messages. Read the place back to them.',
    keys: '`/`, the number, `Enter`, and `Enter` again: nobody has it yet. A digit for a time. `Tab` goes through the fields, `Space` ticks, `Enter` books.',
  },
  {
    ...{ exercise: 'number', name: 'Carmen Elena Quinones', phone: '+16175550175', newPhone: '+16175550176' },
    ...{ email: 'practice-number@example.org', language: 'en', who: 'Carmen Elena Quinones calls' },
    says: 'I am Carmen Elena Quinones. I have another phone now: 617-555-0176. Do not write to the old one.',
    task: 'Find the booking by the old number, and put 617-555-0176 in its place.',
    keys: `${OPEN} Then \`E\`, \`Tab\` to “Phone”, the new number, \`Enter\`.`,
  },
  {
    ...{ exercise: 'voicemail', name: 'Kojo Asante Mensah', phone: '+16175550177', language: 'en' },
    who: 'A voicemail',
    says: 'Good evening, Kojo Asante Mensah, 617-555-0177. Is there room for my mother and me? Please call me.',
    task: 'Note the voicemail: somebody calls back.',
    keys: '“Calls” at the top, then `V`. `Tab` goes through the fields and on to the button, `Enter`.',
  },
  {
    ...{ exercise: 'call', name: 'Tereza Lopes Monteiro', phone: '+16175550178', language: 'kea' },
    who: 'Tereza Lopes Monteiro asked to be called',
    says: 'Yes, I asked you to call me. What do I bring? My green card? Thank you!',
    task: 'Take “Asked on the site”, Cape Verdean Creole, from the list of calls, and end it as reached.',
    keys: '“Calls” at the top, then `N` for the first call, or `Tab` to this one. `R` when you reached them.',
  },
];

/** What the call of the list is about. */
export const ASKED_BY_FORM = 'What do I bring?';
