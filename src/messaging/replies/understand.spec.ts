import fc from 'fast-check';
import { CLINIC_LANGUAGES } from '../../i18n/locales.js';
import { EXAMPLES } from './examples/all.js';
import { understand, type Means } from './understand.js';
import { AMBIGUOUS, PHRASES, phrasesOf } from './understand-phrases.js';
import { tokenize } from './understand-text.js';

const table = EXAMPLES.map((example) => ({ ...example, got: understand(example.reply) }));
const wrongly = (means: Means) => table.filter(({ meant, got }) => got.means === means && meant !== means);

describe('the table of examples', () => {
  it.each([...CLINIC_LANGUAGES])('%s: enough of them, no reply twice, and about a third for a person', (language) => {
    const replies = EXAMPLES.filter((example) => example.language === language);
    expect(replies.length).toBeGreaterThanOrEqual(['en', 'es'].includes(language) ? 150 : 40);
    expect(new Set(replies.map(({ reply }) => reply)).size).toBe(replies.length);
    const unclear = replies.filter(({ meant }) => meant === 'unclear').length;
    expect(unclear / replies.length).toBeGreaterThan(0.25);
    expect(unclear / replies.length).toBeLessThan(0.6);
  });

  it('is read as it is meant', () => {
    const wrong = table.filter(({ meant, got }) => got.means !== meant);
    expect(
      wrong.map(({ reply, language, meant, got }) => `${language} "${reply}": ${got.means}, not ${meant}`),
    ).toEqual([]);
  });

  it('has a false-cancel rate of zero: nothing is read as "not coming" that does not mean it', () =>
    expect(wrongly('not_coming')).toEqual([]));

  it('has no false stop: nothing is read as "stop" that does not mean it', () => expect(wrongly('stop')).toEqual([]));

  it('takes for the digit itself the digit alone', () =>
    expect(table.filter(({ digit, got }) => got.digit !== digit)).toEqual([]));

  it('tells no wrong language', () => {
    const told = table.filter(({ language, got }) => got.language && language !== 'mixed' && got.language !== language);
    expect(told.map(({ reply, language, got }) => `${language} "${reply}": ${got.language}`)).toEqual([]);
  });

  it('means the same in capitals, without accents, with marks of direction and wide spaces', () => {
    const ways = [
      (text: string) => text.toUpperCase(),
      (text: string) => text.normalize('NFD').replace(/[\u0300-\u036F]/g, ''),
      (text: string) => `\u2067${text}\u2069`,
      (text: string) => ` ${text.replaceAll(' ', ' \u00A0')}\n`,
    ];
    const changed = table.filter(({ reply, got }) => ways.some((way) => understand(way(reply)).means !== got.means));
    expect(changed.map(({ reply }) => reply)).toEqual([]);
  });

  it('is for a person when a picture came with it, unless it says stop', () => {
    const pictured = table
      .filter(({ got }) => got.means !== 'stop')
      .map(({ reply }) => understand(reply, { pictures: 1 }));
    expect(new Set(pictured.map(({ means, digit }) => `${means} ${digit}`))).toEqual(
      // What the provider answers by itself stays what it is.
      new Set(['unclear false', 'help false', 'start false']),
    );
    expect(understand('stop texting me', { pictures: 1 }).means).toBe('stop');
  });
});

it('no phrase is listed with two meanings', () => expect([...AMBIGUOUS]).toEqual([]));

describe('what the carrier does by itself', () => {
  it.each(['STOP', 'stop', ' Stop\n', 'StopAll', 'UNSUBSCRIBE', 'CANCEL', 'End', 'quit', 'REVOKE', 'OptOut'])(
    '%j stops',
    (word) => expect(understand(word)).toMatchObject({ means: 'stop', byCarrier: true, digit: false }),
  );

  it.each(['STOP.', 'stop!', '"Stop"', 'Cancel.', 'END!', 'stop stop', 'opt out', 'please stop'])(
    '%j stops, but not at the carrier, which wants the word alone',
    (text) => {
      expect(understand(text).means).toBe('stop');
      expect(understand(text).byCarrier).toBeUndefined();
    },
  );

  it.each([
    ['START', 'start'],
    ['unstop', 'start'],
    ['Help', 'help'],
    ['INFO', 'help'],
  ])('%s: %s', (word, means) => expect(understand(word)).toMatchObject({ means, byCarrier: true }));

  it.each([
    ['yes', 'START', 'start'],
    ['ALTO', 'STOP', 'stop'],
    ['2', 'STOP', 'stop'],
    ['STOP', 'START', 'start'],
    ['where is it?', 'HELP', 'help'],
  ])('%s, when the provider took it for %s: %s', (body, optOutType, means) =>
    expect(understand(body, { optOutType, pictures: 1 })).toMatchObject({ means, digit: false, byCarrier: true }),
  );

  it.each(['', 'NONE', 'toString'])('goes by the words when the provider says %j', (optOutType) =>
    expect(understand('2', { optOutType })).toEqual({ means: 'not_coming', digit: true }),
  );
});

it.each([
  ['no puedo', 'es'],
  ['I can’t come', 'en'],
  ['não posso ir', 'pt-BR'],
  ['m pa ka vini', 'ht'],
  ['我会来', 'zh-Hans'],
  ['我會來', 'zh-Hant'],
  ['Who is this? Stop texting me!', 'en'],
  ['gracias', 'es'],
  ['no', undefined],
  ['不', undefined],
  ['sí, thank you', undefined],
  ['1', undefined],
  ['STOP', undefined],
])('the language of "%s" is %s', (reply, language) => expect(understand(reply).language).toBe(language));

describe('whatever is written', () => {
  const scripts = Intl.supportedValuesOf('numberingSystem').filter((script) => script !== 'hanidec');
  const ornaments = fc
    .array(fc.constantFrom(...' \n\t.!,…"“”«»()[]*_#-–\u200B\u200E\u200F\u2067\u2069\uFEFF\u00A0\uFE0F\u20E3'), {
      maxLength: 6,
    })
    .map((signs) => signs.join(''));

  it('a digit in any script, with any signs around it, is that digit', () =>
    fc.assert(
      fc.property(
        ornaments,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(...scripts),
        ornaments,
        (before, number, script, after) => {
          const written = before + new Intl.NumberFormat(`en-u-nu-${script}`).format(number) + after;
          const means = number === 1 ? 'coming' : number === 2 ? 'not_coming' : 'option';
          expect(understand(written)).toEqual({ means, digit: true, ...(number > 2 && { option: number }) });
        },
      ),
      { numRuns: 500 },
    ));

  const plain = [...PHRASES].filter(([, { kind }]) => kind !== 'plea').map(([text, phrase]) => ({ text, phrase }));
  const speaking = plain
    .map((entry) => ({ ...entry, got: understand(entry.text) }))
    .filter(({ got }) => got.means !== 'unclear' && got.means !== 'thanks');
  const sorts = [...new Set(speaking.map(({ got }) => `${got.means} ${got.option}`))].map((sort) => {
    const entries = speaking.filter(({ got }) => `${got.means} ${got.option}` === sort);
    return fc.nat(entries.length - 1).map((index) => entries[index]!);
  });
  const two = fc
    .shuffledSubarray(sorts, { minLength: 2, maxLength: 2 })
    .chain(([one, other]) => fc.tuple(one!, other!));

  it('two meanings are none', () =>
    fc.assert(
      fc.property(two, ([one, other]) => {
        expect(understand(`${one.text}, ${other.text}`)).toEqual({ means: 'unclear', digit: false });
        const spaced = `${one.text} ${other.text}`;
        const phrases = phrasesOf(tokenize(spaced)) ?? [];
        // But "no" and "voy" are a phrase of their own.
        fc.pre(phrases.length === 2 && phrases[0] === one.phrase && phrases[1] === other.phrase);
        expect(understand(spaced)).toEqual({ means: 'unclear', digit: false });
      }),
      { numRuns: 1500 },
    ));

  const words = new Set(plain.flatMap(({ text }) => text.split(' ')));
  const unknown = fc.stringMatching(/^[b-z]{4,9}$/).filter((word) => !words.has(word));

  it('one unknown word among known ones is for a person', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(plain.length - 1), { maxLength: 5 }), unknown, fc.nat(5), (known, word, at) => {
        const text = known.map((index) => plain[index]!.text);
        expect(understand(text.toSpliced(at, 0, word).join(' '))).toEqual({ means: 'unclear', digit: false });
      }),
      { numRuns: 500 },
    ));

  it('thirteen unknown words and more are for a person', () =>
    fc.assert(
      fc.property(fc.array(unknown, { minLength: 13, maxLength: 60 }), (text) =>
        expect(understand(text.join(' '))).toEqual({ means: 'unclear', digit: false }),
      ),
      { numRuns: 50 },
    ));

  const anything = fc
    .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 1600 })
    .map((points) => String.fromCodePoint(...points));

  it('it is read without an error', () =>
    fc.assert(fc.property(anything, (text) => expect(() => understand(text)).not.toThrow())));
});
