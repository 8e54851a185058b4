import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Font } from 'fontkit';
import { create } from 'fontkit';

/** A font of the sheet. */
export interface Face {
  name: string;
  font: Font;
  /** How much larger than the others it is to be set: the letters of Arabic are drawn small. */
  scale: number;
  /** Whether it has all that is to be seen of a text. */
  has: (text: string) => boolean;
  /** A text without what cannot be seen and this font does not know, for which it would draw a box. */
  known: (text: string) => string;
}

/** Open fonts (OFL) that come as packages: where each lies in its own, and the letters that ask for it. */
const FILES = {
  latin: ['@expo-google-fonts/roboto', '400Regular/Roboto_400Regular.ttf'],
  bold: ['@expo-google-fonts/roboto', '700Bold/Roboto_700Bold.ttf'],
  arabic: ['@embedpdf/fonts-arabic', 'fonts/NotoNaskhArabic-Regular.ttf'],
  khmer: ['@expo-google-fonts/battambang', '400Regular/Battambang_400Regular.ttf'],
  chinese: ['@embedpdf/fonts-sc', 'fonts/NotoSansHans-Regular.otf'],
} as const;

type FaceName = keyof typeof FILES;

/** The faces after the first, and the scripts for which each is opened: that of Chinese weighs 8 MB. */
const SCRIPTS: [FaceName, RegExp][] = [
  ['arabic', /\p{Script=Arabic}/u],
  ['khmer', /\p{Script=Khmer}/u],
  ['chinese', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u],
];

/** Joiners, and what chooses between two shapes. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;

const { resolve } = createRequire(import.meta.url);
const opened = new Map<FaceName, Promise<Face>>();

/** The faces that texts need: the plain one (Latin, Cyrillic, Greek), the bold one, and one for each other script in them. */
export async function facesFor(texts: string[]): Promise<{ plain: Face; bold: Face; others: Face[] }> {
  const all = texts.join('');
  const names = SCRIPTS.filter(([, letters]) => letters.test(all)).map(([name]) => name);
  const [plain, bold, ...others] = await Promise.all([open('latin'), open('bold'), ...names.map(open)]);
  return { plain, bold, others };
}

/** Read when first asked for, and kept: what a font says of its letters is read from it bit by bit, once. */
function open(name: FaceName): Promise<Face> {
  const face = opened.get(name) ?? read(name);
  opened.set(name, face);
  // What could not be read once is tried anew.
  face.catch(() => opened.delete(name));
  return face;
}

async function read(name: FaceName): Promise<Face> {
  const [home, file] = FILES[name];
  const font = create(await readFile(join(packageFolder(home), file)));
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${file} is not one font`);
  const has = (letter: string) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
  return {
    ...{ name, font, scale: name === 'arabic' ? 1.25 : 1 },
    has: (text) => Array.from(text).every((letter) => UNSEEN.test(letter) || has(letter)),
    known: (text) =>
      Array.from(text)
        .filter((letter) => !UNSEEN.test(letter) || has(letter))
        .join(''),
  };
}

/** Fonts are not among what these packages export; they lie beside it. */
function packageFolder(home: string): string {
  const main = resolve(home);
  return main.slice(0, main.lastIndexOf(home) + home.length);
}
