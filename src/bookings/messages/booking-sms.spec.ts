import { readFileSync } from 'node:fs';
import type { ClinicMode } from '../../clinics/clinic-reads.js';
import { forbiddenInSms } from '../../clinics/sms-name-rules.js';
import { LOCALES } from '../../i18n/locales.js';
import type { Locale } from '../../i18n/locales.js';
import { translator } from '../../i18n/translate.js';
import type { MessageKey } from '../../i18n/translate.js';
import { segments } from '../../messaging/segments.js';
import type { BookingDetails } from '../booking-reads.js';
import { bookingSms } from './booking-sms.js';
import { bookingMoved } from './templates/booking-moved.js';
import { lostLink } from './templates/lost-link.js';
import { TEMPLATES } from './templates/index.js';
import type { Template } from './templates/template.js';
import { modesOf } from './templates/template.js';

/** What carriers and the provider take as "stop" or "yes", in any case. */
const COMMANDS = /\b(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|yes|start|unstop)\b/i;

const startsAt = new Date('2026-12-12T14:30:00Z');
/** A typical booking; only what a text message says of it. */
const booking = (locale: Locale, mode: ClinicMode) =>
  ({
    reference: 'K7M4QP',
    locale,
    startsAt,
    attendees: [],
    manageUrl: 'https://clinics.example.org/m/3vQB7B6MrGQZaxCuFg4oh5',
    clinic: { mode, smsName: 'Codman Square Library clinic', timeZone: 'America/New_York' },
  }) as unknown as BookingDetails;

const now = new Date('2026-12-09T15:00:00Z');
const cases = LOCALES.flatMap(({ tag }) =>
  TEMPLATES.flatMap((template) => modesOf(template).map((mode) => [tag, template.kind, mode, template] as const)),
);
const written = (template: Template, locale: Locale, mode: ClinicMode) =>
  bookingSms(template, { booking: booking(locale, mode), now });

it.each(cases)('%s %s, %s: says nothing of its subject, asks for no command', (locale, _kind, mode, template) => {
  const { text, firstLine } = written(template, locale, mode);
  expect(forbiddenInSms(`${text} ${firstLine}`)).toBe(false);
  expect(text).not.toMatch(COMMANDS);
  // Numbers, links and names written out: no variable is left over.
  expect(text + firstLine).not.toMatch(/[{}]/);
  expect(text + firstLine).not.toContain('..');
});

/** They say how it is stopped, or begun again, as they must. */
const NAME_THE_WORD: MessageKey[] = ['sms.firstLine', 'sms.reply_help', 'sms.reply_stopped'];

it.each(LOCALES.map(({ tag }) => tag))('every text of ours for SMS in %s, used or not', (locale) => {
  const file = new URL('../../i18n/messages/en.json', import.meta.url);
  const keys = Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).filter((key) =>
    key.startsWith('sms.'),
  ) as MessageKey[];
  const names = [
    'clinic',
    'day',
    'time',
    'times',
    'reference',
    'url',
    'phone',
    'extension',
    'place',
    'mode',
    'join',
    'list',
  ];
  const params = { ...Object.fromEntries(names.map((name) => [name, '-'])), days: 1, count: 1 };
  expect(keys.length).toBeGreaterThanOrEqual(TEMPLATES.length + 1);
  for (const key of keys) {
    const text = translator(locale)(key, params);
    expect([key, forbiddenInSms(text)]).toEqual([key, false]);
    if (!NAME_THE_WORD.includes(key)) expect([key, COMMANDS.test(text)]).toEqual([key, false]);
  }
});

it('only the fixed line says how to stop messages, and always does', () => {
  for (const { tag } of LOCALES) expect(written(lostLink, tag, 'virtual').firstLine).toMatch(/\bSTOP\b/);
});

describe('with the name of a real place, day and link', () => {
  const parts = (locale: Locale, first: boolean) =>
    cases
      .filter(([tag]) => tag === locale)
      .map(([, , mode, template]) => {
        const { text, firstLine } = written(template, locale, mode);
        return segments(first ? `${text}\n${firstLine}` : text);
      });

  it.each(['GSM-7', 'UCS-2'] as const)('a text in %s is sent in few parts', (encoding) => {
    // "sábado" is not in the small alphabet: a text of the same length takes twice as many.
    const locale = encoding === 'GSM-7' ? 'en' : 'es';
    const [later, first] = [parts(locale, false), parts(locale, true)];
    expect(new Set([...later, ...first].map((part) => part.encoding))).toEqual(new Set([encoding]));
    const most = (all: { count: number }[]) => Math.max(...all.map(({ count }) => count));
    expect([most(later), most(first)]).toEqual(encoding === 'GSM-7' ? [2, 3] : [4, 6]);
  });
});

it.each(LOCALES.map(({ tag }) => tag))('two times cost no more than one, in %s', (locale) => {
  const one = booking(locale, 'in_person');
  const later = new Date(startsAt.getTime() + 4 * 3_600_000);
  const attendees = [startsAt, later, startsAt].map((at) => ({ status: 'expected', startsAt: at }));
  const cost = (of: BookingDetails) => segments(bookingSms(bookingMoved, { booking: of, now }).text);
  expect(cost({ ...one, attendees } as BookingDetails)).toEqual(cost(one));
});

it('what a clinic and a visitor wrote goes out as it is: nothing of it is filled in, and signs that cost are plain', () => {
  const made = booking('en', 'in_person');
  const sentence = 'Bring {url} \u2013 {days, plural, other {#}} and <b>"it"</b>';
  const clinic = { ...made.clinic, smsName: "St. Mark\u2019s {clinic} '{", texts: { 'reminder.en': sentence } };
  const told = { booking: { ...made, clinic }, now };
  const reminder = { ...lostLink, ownSentence: true as const };
  expect(bookingSms(reminder, told).text).toBe(
    "Here is your link for St. Mark's {clinic} '{, Saturday, December 12, 9:30 am. Reference K7M 4QP: " +
      'https://clinics.example.org/m/3vQB7B6MrGQZaxCuFg4oh5 Bring {url} - {days, plural, other {#}} and <b>"it"</b>',
  );
  expect(bookingSms(lostLink, told).text).not.toContain('Bring');
  expect(bookingSms(reminder, { ...told, booking: { ...told.booking, locale: 'es' } }).text).not.toContain('Bring');
});
