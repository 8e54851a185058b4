import type { MessageState } from '../../messaging/message-states.js';

/** What the provider has taken, and asks money for, whatever became of it. */
export const PAID: readonly MessageState[] = ['sending', 'sent', 'delivered', 'undelivered', 'unknown'];

/** What so many segments cost in US dollars at this price for one, to a hundredth of a cent. */
export const costOf = (segments: number, price: number) => Math.round(segments * price * 10_000) / 10_000;

/** `$1.27`; less than a dollar is `10.2¢`. */
export const money = (dollars: number) =>
  dollars > 0 && dollars < 1 ? `${(dollars * 100).toFixed(1)}¢` : `$${dollars.toFixed(2)}`;
