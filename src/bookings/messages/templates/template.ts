import type { ClinicMode } from '../../../clinics/clinic-reads.js';
import type { MessageKey } from '../../../i18n/translate.js';
import type { SmsFact } from '../sms-facts.js';

type KindOf<Key> = Key extends `sms.${infer Kind}` ? (`email.${Kind}` extends MessageKey ? Kind : never) : never;

/** The kinds that there are words for, `sms.<kind>` and `email.<kind>`: a template without them does not compile. */
export type WordedKind = KindOf<MessageKey>;

/** What must be so of a booking while its message may go: it stands, it is given back, its clinic is called off, or anything. */
export type SpeaksOf = 'booked' | 'cancelled' | 'calledOff' | 'anything';

/**
 * One sort of message about a booking: only what is its own. Its words are ICU messages in `src/i18n`, `sms.<kind>` and
 * `email.<kind>` (the title); a test holds `facts` against what they use.
 */
export interface Template {
  kind: WordedKind;
  /** What the team calls it. */
  title: string;
  /** When it is sent, in a sentence for the team. */
  sent: string;
  speaksOf: SpeaksOf;
  /** What its words are filled in with; `USUAL_FACTS` unless told. */
  facts?: readonly SmsFact[];
  /** The days before, for the team's samples, where its words depend on them. */
  daysBefore?: readonly number[];
  /** The clinics that it exists for; both unless told. */
  modes?: readonly ClinicMode[];
  /** The sentence that a clinic may have for its reminders follows the words: they are a reminder's. */
  ownSentence?: true;
  /** Nobody is called when it does not arrive: whom the decision reaches is known of each one, see `reach.ts`. */
  ownCalls?: true;
}

export const modesOf = ({ modes }: Template) => modes ?? (['in_person', 'virtual'] as const);
