const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€';

/** How many parts a text message is sent in, and with which alphabet: one accented letter outside GSM-7 halves the room. */
export function segments(text: string): { encoding: 'GSM-7' | 'UCS-2'; count: number } {
  const letters = [...text];
  if (letters.every((letter) => BASIC.includes(letter) || EXTENDED.includes(letter))) {
    const length = letters.reduce((sum, letter) => sum + (EXTENDED.includes(letter) ? 2 : 1), 0);
    return { encoding: 'GSM-7', count: length <= 160 ? 1 : Math.ceil(length / 153) };
  }
  return { encoding: 'UCS-2', count: text.length <= 70 ? 1 : Math.ceil(text.length / 67) };
}
