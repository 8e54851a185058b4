/**
 * Looking for people by name, as it is heard on the phone: parts of it in any order, in any case, accents aside, the
 * beginning of a word, or another spelling of the same sound.
 */

/** Letters that Unicode does not take apart. */
const PLAIN: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', ð: 'd', þ: 'th' };

/** ASCII alone, as most names are: nothing to take apart. */
const ASCII = /^[\x20-\x7e]*$/;

/** The words of a name in small letters without accents; what stands between them parts them. */
export function nameWords(name: string): string[] {
  if (ASCII.test(name)) return name.toLowerCase().match(/[a-z]+/g) ?? [];
  const bare = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđßæœıðþ]/g, (letter) => PLAIN[letter] ?? letter);
  return bare.match(/\p{L}+/gu) ?? [];
}

/** From the most particular: what sounds like one letter in the languages of those who call. */
const SOUNDS: [RegExp, string][] = [
  [/^y(?=[aeiou])|g(?=[ei])/g, 'j'],
  [/^[aeiouy]+/, 'a'],
  [/ph/g, 'f'],
  [/(?:sch|sh|tch|ch|tz)/g, 's'],
  [/ck|q|c(?![eiy])/g, 'k'],
  [/x/g, 'ks'],
  [/[cz]/g, 's'],
  [/w/g, 'v'],
  [/(?<=.)h/g, ''],
  [/(.)\1+/g, '$1'],
  [/(?<=.)[aeiouy]/g, ''],
];

const LATIN = /^[a-z]+$/;
/** Shorter words sound like too many others. */
const SOUNDS_FROM = 4;

/** How a word sounds, roughly: its consonants. Undefined where that says too little. */
export function soundOf(word: string): string | undefined {
  if (word.length < SOUNDS_FROM || !LATIN.test(word)) return undefined;
  const sound = SOUNDS.reduce((text, [from, to]) => text.replace(from, to), word);
  return sound.length > 1 ? sound : undefined;
}

/** What is looked for: made once, held against many names. */
export interface NameQuery {
  words: string[];
  /** All of it in one, for names that others write as several words. */
  joined: string;
  sounds: (string | undefined)[];
  /** Words whose sound was made out already: many people have the same. It goes with the query. */
  heard: Map<string, string | undefined>;
}

/** Undefined when it says too little to look for anybody. */
export function nameQuery(text: string): NameQuery | undefined {
  const words = nameWords(text);
  const joined = words.join('');
  if (joined.length < 2 && !/[^\p{Script=Latin}]/u.test(joined || 'a')) return undefined;
  return { words, joined, sounds: words.map(soundOf), heard: new Map() };
}

/** How well a name fits: 0 every word is there, 1 the beginnings of words are, 2 it sounds so; undefined it does not. */
export function nameFit(query: NameQuery, name: string): 0 | 1 | 2 | undefined {
  const words = nameWords(name);
  let fit: 0 | 1 | 2 | undefined = 0;
  for (let i = 0; i < query.words.length && fit !== undefined; i++) {
    const one = wordFit(query, i, words);
    fit = one === undefined || one > fit ? one : fit;
  }
  return fit !== undefined && fit < 2 ? fit : joinedFits(query, words) ? 1 : fit;
}

function wordFit({ words: wanted, sounds, heard }: NameQuery, i: number, words: string[]): 0 | 1 | 2 | undefined {
  const [one = '', sound] = [wanted[i], sounds[i]];
  let fit: 1 | 2 | undefined;
  for (const word of words) {
    if (word === one) return 0;
    if (word.startsWith(one)) fit = 1;
    else if (sound !== undefined && fit === undefined) {
      if (!heard.has(word)) heard.set(word, soundOf(word));
      if (heard.get(word) === sound) fit = 2;
    }
  }
  return fit;
}

/** `delacruz` for “de la Cruz”, `obrien` for “O'Brien”. */
function joinedFits({ joined }: NameQuery, words: string[]): boolean {
  if (words.length < 2) return joined !== '' && words[0]?.startsWith(joined) === true;
  const all = words.join('');
  for (let start = 0, i = 0; i < words.length; start += words[i++]?.length ?? 0) {
    if (all.startsWith(joined, start)) return true;
  }
  return false;
}
