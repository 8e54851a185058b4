import type { Caller } from '../../access/caller.js';
import type { CallerCard } from './caller-card.js';

/** What was just done, by the word in the address. */
export const DONE = {
  checked: '',
  moved: 'Moved.',
  cancelled: 'Given back.',
  sent: 'Sent again.',
  corrected: 'Corrected.',
  stopped: 'Nothing is sent there any more.',
  resumed: 'Messages go out again.',
} as const;
export type Done = keyof typeof DONE;

export interface CardProps {
  caller: Caller;
  card: CallerCard;
  done?: Done;
  problem?: string;
  now: Date;
  formToken: string;
}
