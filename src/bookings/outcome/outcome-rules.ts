import type { FieldError } from '../../platform/errors.js';

/** What came of a clinic, in numbers. Names nobody. */
export interface OutcomeFigures {
  /** People who had a place when the day began. */
  booked: number;
  arrived: number;
  noShows: number;
  walkIns: number;
  done: number;
}

export const FIGURES = ['booked', 'arrived', 'noShows', 'walkIns', 'done'] as const;

/** What cannot be: more came than there were, or more were done than came. */
export function outcomeFaults({ booked, arrived, noShows, walkIns, done }: OutcomeFigures): FieldError[] {
  const checks: [boolean, FieldError][] = [
    [noShows > booked, { field: 'noShows', code: 'more_than_came' }],
    [arrived + noShows > booked + walkIns, { field: 'arrived', code: 'more_than_came' }],
    [walkIns > arrived, { field: 'walkIns', code: 'more_than_came' }],
    [done > arrived, { field: 'done', code: 'more_than_came' }],
  ];
  return checks.filter(([wrong]) => wrong).map(([, fault]) => fault);
}
