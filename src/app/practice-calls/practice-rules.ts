import type { Exercise } from './practice-callers.js';

/** What the records hold of an exercise, as far as one member of the team did it. */
export interface Facts {
  status: string | null;
  source: string | null;
  language: string | null;
  needsInterpreter: boolean;
  consented: boolean;
  /** It has the number that it is to have in the end. */
  newNumber: boolean;
  checked: boolean;
  movedLater: boolean;
  cancelled: boolean;
  contactChanged: boolean;
  bookedForCaller: boolean;
  voicemailNoted: boolean;
  callReached: boolean;
}

const DONE: Record<Exercise, (facts: Facts) => boolean> = {
  check: ({ checked }) => checked,
  move: ({ movedLater }) => movedLater,
  cancel: ({ cancelled, status }) => cancelled && status === 'cancelled',
  book: ({ bookedForCaller, status, source, language, needsInterpreter, consented }) =>
    bookedForCaller && status === 'booked' && source === 'phone' && language === 'ht' && needsInterpreter && !consented,
  number: ({ contactChanged, newNumber }) => contactChanged && newNumber,
  voicemail: ({ voicemailNoted }) => voicemailNoted,
  call: ({ callReached }) => callReached,
};

/** Whether the records show that they did it. */
export const isDone = (exercise: Exercise, facts: Facts): boolean => DONE[exercise](facts);

/** Places that practice needs: four bookings beforehand, one to move to, one for somebody new. */
const ROOM = 6;

/** The clinic with the most free places, when it has enough of them at more than one time. */
export function roomiest<T extends { times: readonly { placesLeft: number }[] }>(offers: readonly T[]): T | undefined {
  const free = ({ times }: T) => times.reduce((sum, { placesLeft }) => sum + placesLeft, 0);
  const [most] = [...offers].sort((a, b) => free(b) - free(a)).filter(({ times }) => times.length > 1);
  return most && free(most) >= ROOM ? most : undefined;
}

/** The time of each of the first `n` places, from the earliest on. */
export const firstPlaces = <T extends { placesLeft: number }>(times: readonly T[], n: number): T[] =>
  times.flatMap((time) => Array.from({ length: time.placesLeft }, () => time)).slice(0, n);
