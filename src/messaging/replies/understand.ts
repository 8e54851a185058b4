import type { ClinicLanguage } from '../../i18n/locales.js';
import { carrierWord } from './carrier-words.js';
import { phrasesOf, UNLESS, UNSURE, type Kind, type Phrase } from './understand-phrases.js';
import { clausesOf, sentencesOf, tokenize } from './understand-text.js';

/** What a reply means by itself, whatever was asked before. */
export type Means = 'coming' | 'not_coming' | 'option' | 'stop' | 'start' | 'help' | 'thanks' | 'unclear';

export interface Understood {
  means: Means;
  /** It was the digit itself, in any writing ("2", "２", "٢", "២", "two", a keycap), and nothing else. */
  digit: boolean;
  /** For `option`: 3 to 9. */
  option?: number;
  /** The carrier or the provider acts on this word by itself. */
  byCarrier?: boolean;
  /** Beside a plea to stop stands something else, which a person is to read. */
  saysMore?: boolean;
  /** The one language that these words belong to, when they tell it. */
  language?: ClinicLanguage;
}

/** What a phrase says; the others only accompany. */
const SAYS: Partial<Record<Kind, Means>> = {
  coming: 'coming',
  no: 'not_coming',
  not_coming: 'not_coming',
  cancel: 'not_coming',
  stop: 'stop',
  plea: 'stop',
  start: 'start',
  help: 'help',
};

const UNCLEAR: Understood = { means: 'unclear', digit: false };
const WITH_PLEA: Kind[] = ['plea', 'stop', 'wrong_number', 'thanks', 'please', 'courtesy'];

/**
 * Only a message that is made completely of known phrases of one meaning is understood, by the tables in `words`; a plea to stop
 * also as a sentence of its own in a longer one. Everything else is for a person.
 */
export function understand(body: string, sent: { pictures?: number; optOutType?: string } = {}): Understood {
  const tokens = tokenize(body);
  const clauses = clausesOf(tokens).map(phrasesOf);
  const said = clauses.flatMap((phrases) => phrases ?? []);
  const language = languageOf(said);
  const carrier = carrierWord(body, sent.optOutType);
  if (carrier) return { means: carrier, digit: false, byCarrier: true, ...language };
  if (holds(tokens, UNSURE)) return UNCLEAR;
  const plea = pleaIn(tokens);
  if (plea) {
    const isAll = clauses.every((phrases) => phrases?.every(({ kind }) => WITH_PLEA.includes(kind)));
    return { means: 'stop', digit: false, ...(!isAll && { saysMore: true }), ...languageOf(plea) };
  }

  // A carrier's word with a full stop or an exclamation mark, which the carrier lets pass.
  const word = carrierWord(tokens.filter((token) => token !== '.' && token !== ',').join(' '));
  const means = word ?? (clauses.every((phrases) => phrases !== undefined) ? meaningOf(clauses) : 'unclear');
  if (means === 'unclear' || (tokens.includes('?') && means !== 'help') || (sent.pictures && means !== 'stop'))
    return UNCLEAR;
  const number = said.find(({ kind }) => kind === 'number')?.number;
  return {
    means,
    digit: number !== undefined && said.length === 1,
    ...(means === 'option' && { option: number }),
    ...language,
  };
}

/** What they mean together: one thing, or nothing that we would act on. */
function meaningOf(clauses: Phrase[][]): Means {
  const said = clauses.flat();
  const has = (...kinds: Kind[]): boolean => said.some(({ kind }) => kinds.includes(kind));
  const numbers = said.filter(({ kind }) => kind === 'number');
  const meanings = new Set(said.map(meansOf).filter((means) => means !== undefined));
  const [means] = meanings;
  if (!means) return has('thanks') && !has('wrong_number') ? 'thanks' : 'unclear';
  const unsure =
    meanings.size > 1 ||
    numbers.length > 1 ||
    // "No thanks", "no, please", "no 2"; and "no, cancel it", which is as often "do not cancel it".
    (has('no') && (has('cancel') || (!has('not_coming') && has('thanks', 'please', 'number')))) ||
    (has('wrong_number') && means !== 'stop') ||
    clauses.some(crowded);
  return unsure ? 'unclear' : means;
}

function meansOf({ kind, number }: Phrase): Means | undefined {
  if (kind !== 'number') return SAYS[kind];
  return number === 1 ? 'coming' : number === 2 ? 'not_coming' : 'option';
}

/**
 * Two that refuse in one breath may undo each other: "I can't cancel my appointment", "I cannot come, no?". Signs, the same
 * again, and a "no" before it do not.
 */
function crowded(clause: Phrase[]): boolean {
  const refusing = clause.filter(
    ({ kind, languages }) => kind === 'cancel' || (kind === 'not_coming' && languages.size > 0),
  );
  const no = clause.findLastIndex(({ kind }) => kind === 'no');
  return new Set(refusing).size > 1 || clause.slice(0, Math.max(no, 0)).some((phrase) => refusing.includes(phrase));
}

/** The clause of a plea to stop, if there is one: nothing else in it, and no condition or somebody else's words in its sentence. */
function pleaIn(tokens: string[]): Phrase[] | undefined {
  for (const sentence of sentencesOf(tokens)) {
    for (const clause of clausesOf(sentence).map(phrasesOf)) {
      const plea = clause?.find(({ kind, asks }) => kind === 'plea' && (asks || sentence.at(-1) !== '?'));
      if (!plea || !clause?.every(({ kind }) => WITH_PLEA.includes(kind))) continue;
      if (![...plea.languages].some((language) => holds(sentence, UNLESS.get(language)))) return clause;
    }
  }
  return undefined;
}

function languageOf(phrases: Phrase[]): Pick<Understood, 'language'> {
  const told = phrases.map(({ languages }) => languages).filter(({ size }) => size > 0);
  const shared = [...(told[0] ?? [])].filter((language) => told.every((languages) => languages.has(language)));
  return shared.length === 1 ? { language: shared[0] } : {};
}

/** Whether one of these phrases stands among the words. */
function holds(words: string[], phrases: string[] = []): boolean {
  const text = ` ${words.join(' ')} `;
  return phrases.some((phrase) => text.includes(` ${phrase} `));
}
