/**
 * Replies as people write them, by what a person of the team would take each for: one in a line, or several with ` | ` between.
 * They were written before the rules and are not bent to them; `unclear` is what somebody of the team should read.
 */
export interface Examples {
  /** The digits that our texts ask for, alone. */
  one?: string;
  two?: string;
  /** Which of several bookings: 3 in any writing. */
  three?: string;
  coming: string;
  not_coming: string;
  stop: string;
  start: string;
  help: string;
  thanks: string;
  unclear: string;
}
