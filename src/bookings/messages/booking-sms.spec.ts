import { readFileSync } from 'node:fs';
import { forbiddenInSms } from '../../clinics/sms-name-rules.js';
import { LOCALES } from '../../i18n/locales.js';
import type { Locale } from '../../i18n/locales.js';
import { translator } from '../../i18n/translate.js';
import type { MessageKey } from '../../i18n/translate.js';
import { segments } from '../../messaging/segments.js';
import type { BookingDetails } from '../booking-reads.js';
import { BOOKING_KINDS } from './booking-kind-names.js';
import { bookingSms } from './booking-sms.js';

/** What carriers and the provider take as "stop" or "yes", in any case. */
const COMMANDS = /\b(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|yes|start|unstop)\b/i;

const startsAt = new Date('2026-12-12T14:30:00Z');
/** A typical booking; only what a text message says of it. */
const booking = (locale: Locale, mode: 'in_person' | 'virtual') =>
  ({
    reference: 'K7M4QP',
    locale,
    startsAt,
    manageUrl: 'https://clinics.example.org/m/3vQB7B6MrGQZaxCuFg4oh5',
    clinic: { mode, smsName: 'Codman Square Library clinic', timeZone: 'America/New_York' },
  }) as BookingDetails;

const cases = LOCALES.flatMap(({ tag }) =>
  BOOKING_KINDS.flatMap((kind) => (['in_person', 'virtual'] as const).map((mode) => [tag, kind, mode] as const)),
);

it.each(cases)('%s %s, %s: says nothing of its subject, asks for no command', (locale, kind, mode) => {
  const { text, firstLine } = bookingSms(kind, booking(locale, mode));
  expect(forbiddenInSms(`${text} ${firstLine}`)).toBe(false);
  expect(text).not.toMatch(COMMANDS);
  // Numbers, links and names written out: no variable is left over.
  expect(text + firstLine).not.toMatch(/[{}]/);
  expect(text + firstLine).not.toContain('..');
});

it.each(LOCALES.map(({ tag }) => tag))('every text of ours for SMS in %s, used or not', (locale) => {
  const file = new URL('../../i18n/messages/en.json', import.meta.url);
  const keys = Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).filter((key) =>
    key.startsWith('sms.'),
  ) as MessageKey[];
  const names = ['clinic', 'day', 'time', 'reference', 'url', 'phone', 'extension', 'place'];
  const params = Object.fromEntries(names.map((name) => [name, '-']));
  expect(keys.length).toBeGreaterThanOrEqual(BOOKING_KINDS.length + 1);
  for (const key of keys) {
    const text = translator(locale)(key, params);
    expect([key, forbiddenInSms(text)]).toEqual([key, false]);
    if (key !== 'sms.firstLine') expect([key, COMMANDS.test(text)]).toEqual([key, false]);
  }
});

it('only the fixed line says how to stop messages, and always does', () => {
  for (const { tag } of LOCALES) expect(bookingSms('lost_link', booking(tag, 'virtual')).firstLine).toMatch(/\bSTOP\b/);
});

describe('with the name of a real place, day and link', () => {
  const parts = (locale: Locale, first: boolean) =>
    cases
      .filter(([tag]) => tag === locale)
      .map(([, kind, mode]) => {
        const { text, firstLine } = bookingSms(kind, booking(locale, mode));
        return segments(first ? `${text}\n${firstLine}` : text);
      });

  it.each(['GSM-7', 'UCS-2'] as const)('a text in %s is sent in few parts', (encoding) => {
    // "sábado" is not in the small alphabet: a text of the same length takes twice as many.
    const locale = encoding === 'GSM-7' ? 'en' : 'es';
    const [later, first] = [parts(locale, false), parts(locale, true)];
    expect(new Set([...later, ...first].map((part) => part.encoding))).toEqual(new Set([encoding]));
    const most = (all: { count: number }[]) => Math.max(...all.map(({ count }) => count));
    expect([most(later), most(first)]).toEqual(encoding === 'GSM-7' ? [2, 2] : [4, 5]);
  });
});
