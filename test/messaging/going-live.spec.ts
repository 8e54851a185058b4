import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bookingSms } from '../../src/bookings/messages/booking-sms.js';
import { SAMPLE_TOKEN, sampleTold } from '../../src/bookings/messages/sample-booking.js';
import { templateOf } from '../../src/bookings/messages/templates/index.js';
import { translator } from '../../src/i18n/translate.js';
import { carrierWord } from '../../src/messaging/replies/carrier-words.js';
import { optOutType } from '../../src/sms-standin/opt-out-words.js';
import { PHONE_LINE } from '../../src/ui/talk-panel.view.js';

/** What docs/messaging.md tells carriers about us, against what we really say. */
const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const text = readFileSync(join(DOCS, 'messaging.md'), 'utf8');
const words = text.replace(/\n> ?/g, ' ').replace(/\s+/g, ' ');

const samples = [...text.matchAll(/```sample (\w+)(?: (first|\d+))?\n([\s\S]*?)\n```/g)];

it('there are five samples, which is as many as the form takes, and one has the line about HELP and STOP', () => {
  expect(samples).toHaveLength(5);
  expect(samples.filter(([, , more]) => more === 'first')).toHaveLength(1);
});

it.each(samples.map(([, kind = '', more = '', sample = '']) => [kind, more, sample] as const))(
  'the sample of %s is what is sent, word by word',
  (kind, more, sample) => {
    const template = templateOf(kind);
    if (!template) throw new Error(`no such text: ${kind}`);
    const urls = { manageUrl: `https://clinics.example.org/m/${SAMPLE_TOKEN}`, calendarUrl: '' };
    const days = /^\d/.test(more) ? Number(more) : undefined;
    const now = new Date('2026-12-01T15:00:00Z');
    const sms = bookingSms(template, sampleTold(template, { locale: 'en', mode: 'in_person', days }, urls, now));
    const sent = more === 'first' ? `${sms.text}\n${sms.firstLine}` : sms.text;
    expect(sample.replace(/[[\]]/g, '')).toBe(sent);
  },
);

it('consent is described in the words of the form', () => {
  const t = translator('en');
  expect(words).toContain(`"${t('form.smsConsent')}"`);
  expect(words).toContain(`"${t('form.smsConsentHint')}"`);
});

it('the words that stop and start texts are those that we and the stand-in act on', () => {
  const listed = (line: string) => {
    const [, found = ''] = new RegExp(`^- ${line}: (.*?)(?:;.*)?$`, 'm').exec(text) ?? [];
    return [...found.matchAll(/`(\w+)`/g)].map(([, word = '']) => word);
  };
  const [stop, start, help] = ['stop', 'start again', 'help'].map(listed);
  expect([stop, start, help].map((list) => list?.length)).toEqual([8, 2, 2]);
  for (const word of stop ?? []) expect([carrierWord(word), optOutType(word)]).toEqual(['stop', 'STOP']);
  for (const word of start ?? []) expect([carrierWord(word), optOutType(word)]).toEqual(['start', 'START']);
  for (const word of help ?? []) expect(optOutType(word)).toBe('HELP');
  // Whatever was set up there, we follow what it was taken for.
  expect([carrierWord('PARAR', 'STOP'), carrierWord('ALTA', 'START')]).toEqual(['stop', 'start']);
});

it('each number in it is our own line, and what it links to is there', () => {
  const numbers = text.match(/\b\d{3}-\d{3}-\d{4}( ext \d+)?/g) ?? [];
  expect(new Set(numbers)).toEqual(new Set([`${PHONE_LINE.shown} ext ${PHONE_LINE.extension}`]));
  for (const [, path = ''] of text.matchAll(/\]\(([^)#]+)[^)]*\)/g))
    expect([path, existsSync(join(DOCS, path))]).toEqual([path, true]);
  const titles = (document: string) =>
    [...document.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));
  const here = titles(text);
  for (const [, anchor = ''] of text.matchAll(/\]\(#([^)]+)\)/g)) expect(here).toContain(anchor);
  const operations = titles(readFileSync(join(DOCS, 'operations.md'), 'utf8'));
  for (const [, anchor = ''] of text.matchAll(/operations\.md#([^)]+)\)/g)) expect(operations).toContain(anchor);
});
