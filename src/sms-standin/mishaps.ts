/**
 * What goes wrong with a call instead of a 201: an error answer, or a line that dies before or after the message was
 * taken.
 */
export type SmsTrouble =
  | { status: number; code?: number; retryAfter?: string }
  | { line: 'reset_before' | 'reset_after' | 'hang_before' | 'hang' };

/** What can be chosen for the next calls on the page. */
export const TROUBLES = {
  none: { words: 'is taken (201)' },
  slow_down: { words: '429: too many at once', trouble: { status: 429, code: 20429 } },
  wait: { words: '429: come back in a minute', trouble: { status: 429, code: 20429, retryAfter: '60' } },
  broken: { words: '500: something broke', trouble: { status: 500, code: 20500 } },
  busy: { words: '503: not now', trouble: { status: 503, code: 20503 } },
  no_number: { words: '400: there is no such number (21211)', trouble: { status: 400, code: 21211 } },
  lost: { words: 'the line breaks before it is taken', trouble: { line: 'reset_before' } },
  lost_after: { words: 'the line breaks after it was taken', trouble: { line: 'reset_after' } },
  silent: { words: 'no answer at all; it was taken', trouble: { line: 'hang' } },
} as const satisfies Record<string, { words: string; trouble?: SmsTrouble }>;
export type TroubleName = keyof typeof TROUBLES;

/** What somebody who tries the app has chosen to go wrong; all well at the start. */
export class Mishaps {
  next: TroubleName = 'none';
  /** For so many calls more. */
  left = 0;
  /** Until delivery reports come. */
  delaySeconds = 1;
  /** How often each of them comes. */
  copies = 1;
  /** "Delivered" comes before "sent". */
  outOfOrder = false;
  /** Advanced opt-out is set up at the provider: posts say what a word was taken for. */
  advancedOptOut = false;

  /** What happens to this call. */
  take(): SmsTrouble | undefined {
    if (this.left === 0) return undefined;
    this.left -= 1;
    const chosen = TROUBLES[this.next];
    if (this.left === 0) this.next = 'none';
    return 'trouble' in chosen ? chosen.trouble : undefined;
  }
}
