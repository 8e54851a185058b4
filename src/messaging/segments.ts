const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€';

/** How many parts a text message is sent in, and with which alphabet: one accented letter outside GSM-7 halves the room. */
export function segments(text: string): { encoding: 'GSM-7' | 'UCS-2'; count: number } {
  const letters = [...text];
  if (letters.every((letter) => BASIC.includes(letter) || EXTENDED.includes(letter))) {
    const sizes = letters.map((letter) => (EXTENDED.includes(letter) ? 2 : 1));
    return { encoding: 'GSM-7', count: parts(sizes, 160, 153) };
  }
  const sizes = letters.map((letter) => letter.length);
  return { encoding: 'UCS-2', count: parts(sizes, 70, 67) };
}

/** The letters that take a text out of GSM-7, each once, and how many parts it would be sent in with plain ones instead. */
export function costlyLetters(text: string): { letters: string[]; instead: number } {
  const costly = (letter: string) => !BASIC.includes(letter) && !EXTENDED.includes(letter);
  const all = [...text];
  const plain = all.map((letter) => (costly(letter) ? 'x' : letter)).join('');
  return { letters: [...new Set(all.filter(costly))], instead: segments(plain).count };
}

/** What takes two units (`€` in GSM-7, an emoji in UCS-2) is never cut in two: the next part begins with it. */
function parts(sizes: number[], alone: number, each: number): number {
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) {
      count += 1;
      used = 0;
    }
    used += size;
  }
  return count;
}
