/** The spelling alphabet of the phone, with the letters that a reference is made of. */
const WORDS: Record<string, string> = {
  ...{
    C: 'Charlie',
    D: 'Delta',
    F: 'Foxtrot',
    G: 'golf',
    H: 'hotel',
    J: 'Juliet',
    K: 'kilo',
    M: 'Mike',
    N: 'November',
  },
  ...{ P: 'papa', Q: 'Quebec', R: 'Romeo', T: 'tango', V: 'Victor', W: 'whiskey', X: 'X-ray', Y: 'Yankee' },
  ...{ '2': 'two', '3': 'three', '4': 'four', '5': 'five', '6': 'six', '7': 'seven', '8': 'eight', '9': 'nine' },
};

/** A reference as it is read out, character by character: `K as in kilo`, `seven`. */
export function spelled(reference: string): string[] {
  return [...reference].map((sign) => {
    const word = WORDS[sign] ?? sign;
    return /[0-9]/.test(sign) ? word : `${sign} as in ${word}`;
  });
}
