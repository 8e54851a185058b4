/** A digit of any script. */
const D = String.raw`\p{Nd}`;
const BETWEEN = String.raw`[\s\p{Pd}\u2212\u200b-\u200d.]`;
/** Eight or nine digits in the groups that such numbers are written in, or in a row. */
const GROUPS = `${D}{3}${BETWEEN}{0,3}(?:${D}{3}${BETWEEN}{0,3}${D}{2,3}|${D}{2}${BETWEEN}{0,3}${D}{4})(?!${D})`;

const OFFICIAL = new RegExp(
  [
    // The letter, on a Cyrillic keyboard too.
    String.raw`(?<![\p{L}\p{N}])[A\u0410][\s\p{Pd}.:#]{0,3}${GROUPS}`,
    `(?<!${D})${D}{3}${BETWEEN}{1,3}${D}{2}${BETWEEN}{1,3}${D}{4}(?!${D})`,
    String.raw`\b(?:ssn|social|alien|uscis|a[\s\p{Pd}]?(?:number|num|no))\b[^${D}]{0,20}${GROUPS}`,
  ].join('|'),
  'iu',
);
const NINE = new RegExp(`(?<!${D})(?:${D}{9}|${D}{3}${BETWEEN}{1,3}${D}{3}${BETWEEN}{1,3}${D}{3})(?!${D})`, 'u');

/** Whether a text holds an alien registration number or a social security number, however it is written. */
export const hasOfficialNumber = (text: string) => OFFICIAL.test(text.normalize('NFKC'));

/** Whether it holds what may be one of them without saying so; where there is no other reason for such a number. */
export const hasNineDigits = (text: string) => NINE.test(text.normalize('NFKC'));
