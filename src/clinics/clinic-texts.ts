import type { Locale } from '../i18n/locales.js';
import type { Translate } from '../i18n/translate.js';
import type { ClinicFacts } from './clinic-reads.js';

/** What the team may write for each clinic and language, instead of the coalition's standard text. */
export const TEXT_KINDS = ['bring', 'arrival', 'fee', 'reminder'] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

/** What the coalition's clinics ask people to have with them. */
const BRING = [
  'bring.photoId',
  'bring.greenCard',
  'bring.socialSecurity',
  'bring.fiveYears',
  'bring.trips',
  'bring.family',
  'bring.spouse',
  'bring.feeWaiver',
  'bring.court',
] as const;

type Texted = Pick<ClinicFacts, 'mode' | 'texts'>;

/** In which language, and with whose words. */
interface Reader {
  t: Translate;
  locale: Locale;
}

/** The coalition's standard text; of what to bring, one thing a line. Reminders have none: what a clinic writes follows theirs. */
export function standardText(kind: TextKind, mode: ClinicFacts['mode'], t: Translate): string {
  if (kind === 'bring') return BRING.map((key) => t(key)).join('\n');
  if (kind === 'reminder') return '';
  return kind === 'arrival' ? t(`clinic.arrival.${mode}`) : t('clinic.fee.text');
}

/** The text that people read: the clinic's own in their language, else the standard one. */
export function textOf({ texts, mode }: Texted, kind: TextKind, { t, locale }: Reader): string {
  return texts?.[`${kind}.${locale}`] ?? standardText(kind, mode, t);
}

/** What to bring, thing by thing. */
export function bringLines(clinic: Texted, reader: Reader): string[] {
  const lines = textOf(clinic, 'bring', reader).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
