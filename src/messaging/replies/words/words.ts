/**
 * What people of one language write back, by meaning. Phrases stand one in a line or with ` | ` between. `(…)` may be left out,
 * `a/b` is either word, `[make it/come]` either of what is longer than a word, or has no spaces around it. Capitals, accents and
 * apostrophes do not matter. No phrase holds a name, a time or a place: whatever else is written goes to a person.
 */
export interface Words {
  /** One to nine, with commas between. */
  numbers: string;
  /** What may stand before a number that is chosen: "option 1". */
  choice: string;
  coming: string;
  /** A bare no. With thanks, a please or a number beside it, it might mean anything. */
  no: string;
  not_coming: string;
  /** Asks for the place to be given up; with a bare no beside it, for the contrary. */
  cancel: string;
  /** No more messages, when it is all that is written. */
  stop: string;
  /** No more messages, beyond mistaking: also as one sentence of a longer message. With a `?` at its end also as a question. */
  plea: string;
  /** May stand before a plea, and is for a person when it stands alone. */
  wrong_number: string;
  /** Before a plea, in the same sentence, these make it a condition or somebody else's words. */
  unless: string;
  /** Looks like one of the others and is for a person, wherever it stands. */
  unsure?: string;
  start: string;
  help: string;
  /** Needs neither an answer nor a person. */
  thanks: string;
  please: string;
  /** May stand before or after anything. */
  courtesy: string;
}
