import { forbiddenInSms } from '../../clinics/sms-name-rules.js';
import type { Locale } from '../../i18n/locales.js';
import { LOCALES } from '../../i18n/locales.js';
import { segments } from '../../messaging/segments.js';
import type { BookingDetails } from '../booking-reads.js';
import { bookingEmail } from './booking-email.js';
import { bookingSms } from './booking-sms.js';
import { reminderDayBefore } from './templates/reminder-day-before.js';
import { reminderDays } from './templates/reminder-days.js';
import { reminderHours } from './templates/reminder-hours.js';

type Mode = 'in_person' | 'virtual';

/** What carriers and the provider take as "stop" or "yes", in any case. */
const COMMANDS = /\b(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|yes|start|unstop)\b/i;
const LINK = 'https://clinics.example.org/m/3vQB7B6MrGQZaxCuFg4oh5';
const JOIN = 'https://video.example.org/room-1';
const startsAt = new Date('2026-12-12T15:00:00Z');
const venue = { name: 'Codman Square Library', address: '690 Washington St.', room: 'Room 2' };

const booking = (locale: Locale, mode: Mode, more: Partial<BookingDetails> = {}, clinic: object = {}) =>
  ({
    ...{ id: 'b', reference: 'K7M4QP', locale, startsAt, endsAt: startsAt, manageUrl: LINK, status: 'booked' },
    ...{ joiningLink: mode === 'virtual' ? JOIN : null, contact: { fullName: 'A' }, attendees: [] },
    clinic: {
      ...{ mode, smsName: 'Codman Square clinic', timeZone: 'America/New_York', status: 'published', texts: null },
      ...{ venue: mode === 'virtual' ? null : venue, title: 'Codman', ...clinic },
    },
    ...more,
  }) as unknown as BookingDetails;

const WHEN = {
  d7: '2026-12-05T15:00:00Z',
  d3: '2026-12-09T15:00:00Z',
  d1: '2026-12-11T15:00:00Z',
  h2: '2026-12-12T13:00:00Z',
};
const STEPS = ['d7', 'd3', 'd1', 'h2'] as const;
const table = LOCALES.flatMap(({ tag }) =>
  (['in_person', 'virtual'] as const).flatMap((mode) =>
    (mode === 'virtual' ? STEPS : STEPS.slice(0, 3)).map((step) => [tag, mode, step] as const),
  ),
);
const TEMPLATE = { d7: reminderDays, d3: reminderDays, d1: reminderDayBefore, h2: reminderHours };
type Step = keyof typeof TEMPLATE;
const reminderSms = (step: Step, booking: BookingDetails, now: Date) => bookingSms(TEMPLATE[step], { booking, now });
const ENVELOPE = { from: 'clinics@example.org', to: 'ana@example.org', unsubscribeUrl: 'https://example.org/u' };
const reminderEmail = (step: Step, booking: BookingDetails, now: Date) =>
  bookingEmail(TEMPLATE[step], { booking, now }, ENVELOPE);
const textOf = (locale: Locale, mode: Mode, step: Step) =>
  reminderSms(step, booking(locale, mode), new Date(WHEN[step])).text;

it('the words, in English', () => {
  const all = table.filter(([tag]) => tag === 'en').map(([tag, mode, step]) => textOf(tag, mode, step));
  expect(all).toEqual([
    `Reminder: Codman Square clinic, Saturday, December 12, 10:00 am. 690 Washington St., Room 2. What to bring: ${LINK} Reply 1 = I am coming, 2 = I cannot come.`,
    `Reminder: Codman Square clinic, Saturday, December 12, 10:00 am. 690 Washington St., Room 2. What to bring: ${LINK} Reply 1 = I am coming, 2 = I cannot come.`,
    `Codman Square clinic is tomorrow, 10:00 am. 690 Washington St., Room 2. What time will you leave to be there by 10:00 am? What to bring: ${LINK} Reply 1 = I am coming, 2 = I cannot come.`,
    `Reminder: Codman Square clinic, Saturday, December 12, 10:00 am, Boston time. By video call. What to have with you: ${LINK} Reply 1 = I am coming, 2 = I cannot come.`,
    `Reminder: Codman Square clinic, Saturday, December 12, 10:00 am, Boston time. By video call. What to have with you: ${LINK} Reply 1 = I am coming, 2 = I cannot come.`,
    `Codman Square clinic is tomorrow, 10:00 am, Boston time. By video call. Where will you sit for the call? What to have with you: ${LINK} Reply 1 = I am coming, 2 = I cannot come.`,
    `Codman Square clinic is today, 10:00 am, Boston time. Your video call: ${JOIN} Reply 1 = I am coming, 2 = I cannot come.`,
  ]);
});

describe.each(table)('%s, %s, %s', (locale, mode, step) => {
  const text = textOf(locale, mode, step);

  it('says nothing of its subject, asks for no command, has the hour and a link', () => {
    expect(forbiddenInSms(text)).toBe(false);
    expect(text).not.toMatch(COMMANDS);
    expect(text).not.toMatch(/[{}]|\.\.| {2}/);
    expect(text).toContain('10:00 am');
    expect(text).toContain('https://');
    expect(text).toMatch(/ 1 = .* 2 = /);
  });

  it('is short and plain', () => {
    const { count, encoding } = segments(text);
    expect(count).toBeLessThanOrEqual(encoding === 'GSM-7' ? 2 : 4);
    const { longest, long } = plain(text);
    expect(longest).toBeLessThanOrEqual(14);
    expect(long).toBeLessThanOrEqual(0.12);
  });
});

/** Words of the longest sentence, and the share of words of four or more syllables; names, links and numbers aside. */
function plain(text: string) {
  const words = text
    .replace(/https:\S+/g, '.')
    .replace(/Codman Square clinic|690 Washington St\., Room 2|\d[\d:]*/g, '')
    .replace(/\b(am|pm)\b/g, '');
  const sentences = words.split(/[.?!:]+/).map((sentence) => sentence.match(/\p{L}+/gu) ?? []);
  const syllables = (word: string) => (word.match(/[aeiouáéíóúüy]+/gi) ?? []).length;
  const all = sentences.flat();
  return {
    longest: Math.max(...sentences.map(({ length }) => length)),
    long: all.filter((word) => syllables(word) > 3).length / all.length,
  };
}

it('tomorrow is said on the day before only, where the clinic is', () => {
  const said = (now: string) => reminderSms('d1', booking('en', 'in_person'), new Date(now)).text;
  expect(said('2026-12-11T15:00:00Z')).toContain('is tomorrow');
  // Late, on the day itself.
  expect(said('2026-12-12T13:00:00Z')).toContain('is today');
  // Half past eleven in the evening there, the next day in UTC.
  expect(said('2026-12-12T04:30:00Z')).toContain('is tomorrow');
  expect(said('2026-12-10T15:00:00Z')).toContain('is Saturday, December 12');
});

it('of a day that is not named, Spanish has the small alphabet: half the price', () => {
  const encoding = (step: Step) => segments(textOf('es', 'in_person', step)).encoding;
  expect([encoding('d1'), segments(textOf('es', 'virtual', 'h2')).encoding]).toEqual(['GSM-7', 'GSM-7']);
});

it.each([
  ['too long', `https://video.example.org/${'x'.repeat(100)}`],
  ['with a word in it that tells', 'https://video.example.org/citizenship-day'],
])('a joining link %s stays out of the text', (_, joiningLink) => {
  const { text } = reminderSms('h2', booking('en', 'virtual', { joiningLink }), new Date(WHEN.h2));
  expect(text).toContain(LINK);
  expect(text).not.toContain(joiningLink);
});

it('what the team wrote goes along, in the language of the reader', () => {
  const said = (locale: Locale, own: string) =>
    reminderSms('d3', booking(locale, 'in_person', {}, { texts: { 'reminder.en': own } }), new Date(WHEN.d3)).text;
  expect(said('en', 'Use the side door.')).toMatch(/2 = I cannot come\. Use the side door\.$/);
  expect(said('es', 'Use the side door.')).not.toContain('side door');
});

it('an email says the same, with what the team wrote', () => {
  const own = booking('en', 'in_person', {}, { texts: { 'reminder.en': 'Use the side door.' } });
  const { subject, text, calendar } = reminderEmail('d1', own, new Date(WHEN.d1));
  expect(subject).toBe('Your appointment is tomorrow: Saturday, December 12, 10:00 am');
  expect(text).toContain('Use the side door.');
  expect(calendar?.method).toBe('REQUEST');
  const video = reminderEmail('h2', booking('es', 'virtual'), new Date(WHEN.h2));
  expect(video.subject).toBe('Su videollamada es hoy: sábado, 12 de diciembre, 10:00 am, hora de Boston');
});
