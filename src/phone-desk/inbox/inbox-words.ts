import { money, costOf } from '../../bookings/team-messages/cost-rules.js';
import { count } from '../../bookings/changes/change-words.js';
import { messageTitle } from '../../bookings/messages/message-title.js';
import { formatDayTime } from '../../i18n/dates.js';
import { plainSms } from '../../messaging/plain-sms.js';
import { segments } from '../../messaging/segments.js';
import { spaced } from '../../bookings/slip.view.js';
import { ANSWER_MAX } from './inbox-rules.js';
import type { RecentOne, WaitingOne } from './inbox-reader.js';

/** `43 of 300 characters, 1 segment, 1.1¢`; the script of the page says the same while one types. */
export function costWords(words: string, price: number): string {
  const plain = plainSms(words);
  const { count: parts, encoding } = segments(plain);
  const length = `${plain.length} of ${ANSWER_MAX} characters`;
  if (plain === '') return length;
  const dear = encoding === 'UCS-2' ? ' (its letters take more room)' : '';
  return `${length}, ${count(parts, 'segment')}${dear}, ${money(costOf(parts, price))}`;
}

/** `1 picture: it stays at the provider`. */
export const pictureWords = (n: number) =>
  `${count(n, 'picture')}: ${n === 1 ? 'it stays' : 'they stay'} at the provider`;

/** The last that they wrote, for one line. */
export const lastWords = ({ text, pictures }: Pick<WaitingOne, 'text' | 'pictures'>) =>
  [text.replace(/\s+/g, ' '), pictures > 0 && `(${count(pictures, 'picture')})`].filter(Boolean).join(' ') ||
  'What they wrote is erased.';

/** Which booking: `Codman Square Library, Saturday, December 12, 9:30 am, K7M 4QP`. */
export function bookingWords({ clinicTitle, startsAt, timeZone, reference }: WaitingOne | RecentOne): string {
  const at = startsAt && timeZone && formatDayTime(startsAt, timeZone, 'en');
  return [clinicTitle, at, reference && spaced(reference)].filter(Boolean).join(', ') || 'No booking under this number';
}

/** What became of the last that they wrote. */
export function fateWords(one: RecentOne, names: (actor: string | null) => string): string {
  if (one.beingAnswered) return 'Is being answered';
  if (one.answeredBy) return `Answered by ${names(one.answeredBy)}`;
  if (one.closed) return 'Closed by the team';
  if (one.answer) return programWords(one.answer);
  if (one.freed) return 'The program: their place is given back';
  return 'Needed no answer';
}

/** `The program: we expect you`. */
export function programWords(kind: string): string {
  const words = messageTitle(kind).replace(/^Answer: /, '');
  return `The program: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
