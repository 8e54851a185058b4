import type { Understood } from '../../messaging/replies/understand.js';

/** Whose place, at which revision of the booking: everybody's, unless one attendee is named. Names nobody. */
export interface Choice {
  bookingId: string;
  revision: number;
  attendeeId?: string;
}

/** What we asked back. The first option of `which` is 3: 1 and 2 always mean coming and not coming. */
export type Question =
  { ask: 'free'; choices: Choice[] } | { ask: 'which'; of: 'coming' | 'not_coming'; options: Choice[][] };

/** A booking of the number that is not over. */
export interface Upcoming {
  id: string;
  revision: number;
  /** Those whose place can still be given back: not seen yet, at a time that has not begun. */
  expected: string[];
  /** It must be told whose place it is: more than one has theirs in it, or another booking is at the same time. */
  named: boolean;
  /** The team has changed its time or place, and they are not told of it yet. */
  changing: boolean;
}

export interface Situation {
  /** The soonest first. */
  bookings: Upcoming[];
  /** Our last word to them, if that was a question that still holds. `put`: they can have read it when they wrote. */
  asked?: { question: Question; put: boolean };
  /** Our last word to them came from the team. `asks`: it was a question. */
  team?: { asks: boolean };
}

/** What is done of a reply. */
export type Deed =
  | { does: 'confirm'; choices: Choice[] }
  | { does: 'free'; choices: Choice[] }
  | { does: 'ask'; question: Question }
  | { does: 'say'; what: 'nothing_booked' | 'help' | 'stopped' | 'started' }
  | { does: 'nothing' }
  | { does: 'person' };

/** 1 and 2 always mean coming and not coming. */
export const FIRST_OPTION = 3;
/** 3 to 8, and 9 for all of them. */
const MOST_OPTIONS = 6;

const PERSON: Deed = { does: 'person' };
const NOTHING: Deed = { does: 'nothing' };

/**
 * What is done of a reply. Only one thing gives a place back: the digit 2, to the question whether to give back this very
 * place, once they can have read it. Whatever is uncertain is for a person.
 */
export function deedOf(said: Understood, opted: boolean, { bookings, asked, team }: Situation): Deed {
  if (team && answersTeam(said, team)) return PERSON;
  const question = asked?.question;
  switch (said.means) {
    case 'stop':
      return opted && !said.byCarrier ? { does: 'say', what: 'stopped' } : NOTHING;
    case 'start':
      if (opted) return { does: 'say', what: 'started' };
      return said.byCarrier ? NOTHING : PERSON;
    case 'help':
      return said.byCarrier ? NOTHING : { does: 'say', what: 'help' };
    case 'thanks':
      return question ? PERSON : NOTHING;
    case 'option':
      return optionDeed(said.option ?? 0, asked);
    case 'coming':
    case 'not_coming':
      if (question?.ask === 'free') return freeDeed(said, question, asked?.put === true);
      return said.means === 'coming' ? comingDeed(bookings) : notComingDeed(bookings);
    case 'unclear':
      return PERSON;
  }
}

/** Whoever the team wrote to answers the team: what is plain all the same are thanks for what was told, and 1. */
function answersTeam({ means, digit }: Understood, { asks }: { asks: boolean }): boolean {
  if (means === 'thanks' || (means === 'coming' && digit)) return asks;
  return means === 'coming' || means === 'not_coming' || means === 'option';
}

function freeDeed({ means, digit }: Understood, { choices }: Extract<Question, { ask: 'free' }>, put: boolean): Deed {
  // "Yes" and "no" may answer the question either way.
  if (!digit) return PERSON;
  if (means === 'coming') return { does: 'confirm', choices };
  return put ? { does: 'free', choices } : NOTHING;
}

function optionDeed(option: number, asked: Situation['asked']): Deed {
  if (asked?.question.ask !== 'which' || !asked.put) return PERSON;
  const { of, options } = asked.question;
  const choices = options[option - FIRST_OPTION];
  if (!choices) return PERSON;
  return of === 'coming' ? { does: 'confirm', choices } : { does: 'ask', question: { ask: 'free', choices } };
}

function comingDeed(bookings: Upcoming[]): Deed {
  if (bookings.length === 0) return { does: 'say', what: 'nothing_booked' };
  const [first, ...others] = bookings.filter(({ expected }) => expected.length > 0).map(whole);
  if (!first) return NOTHING;
  return others.length === 0 ? { does: 'confirm', choices: [first] } : which('coming', [first, ...others]);
}

function notComingDeed(bookings: Upcoming[]): Deed {
  if (bookings.length === 0) return { does: 'say', what: 'nothing_booked' };
  const open = bookings.filter(({ expected }) => expected.length > 0);
  const [first, ...others] = open.flatMap(each);
  if (!first) return PERSON;
  if (others.length === 0) return { does: 'ask', question: { ask: 'free', choices: [first] } };
  return which('not_coming', [first, ...others]);
}

function which(of: 'coming' | 'not_coming', choices: Choice[]): Deed {
  if (choices.length > MOST_OPTIONS) return PERSON;
  return { does: 'ask', question: { ask: 'which', of, options: [...choices.map((one) => [one]), choices] } };
}

const whole = ({ id, revision }: Upcoming): Choice => ({ bookingId: id, revision });

/** Everybody of a booking by themselves; alone in it they are the booking. */
const each = (booking: Upcoming): Choice[] =>
  booking.named ? booking.expected.map((attendeeId) => ({ ...whole(booking), attendeeId })) : [whole(booking)];

/** Whether all that a question is about is still as it was when it was asked. */
export function stillHolds(question: Question, bookings: Upcoming[]): boolean {
  const choices = question.ask === 'free' ? question.choices : question.options.flat();
  return choices.every(({ bookingId, revision, attendeeId }) =>
    bookings.some(
      (booking) =>
        booking.id === bookingId &&
        booking.revision === revision &&
        !booking.changing &&
        booking.expected.length > 0 &&
        (!attendeeId || booking.expected.includes(attendeeId)),
    ),
  );
}
