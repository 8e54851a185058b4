import type { ClinicLanguage } from '../../../i18n/locales.js';
import type { Means } from '../understand.js';
import { ar } from './ar.js';
import { en } from './en.js';
import { enUnclear } from './en-unclear.js';
import { es } from './es.js';
import { esUnclear } from './es-unclear.js';
import type { Examples } from './examples.js';
import { fr } from './fr.js';
import { ht } from './ht.js';
import { kea } from './kea.js';
import { km } from './km.js';
import { mixed } from './mixed.js';
import { ptBR } from './pt-br.js';
import { ru } from './ru.js';
import { vi } from './vi.js';
import { zhHans } from './zh-hans.js';
import { zhHant } from './zh-hant.js';

export interface Example {
  language: ClinicLanguage | 'mixed';
  reply: string;
  meant: Means;
  digit: boolean;
}

const BY_LANGUAGE: Record<ClinicLanguage, Examples> = {
  en: { ...en, unclear: enUnclear },
  es: { ...es, unclear: esUnclear },
  'pt-BR': ptBR,
  ht,
  'zh-Hans': zhHans,
  'zh-Hant': zhHant,
  vi,
  kea,
  ar,
  ru,
  fr,
  km,
};

const DIGITS: Partial<Record<string, Means>> = { one: 'coming', two: 'not_coming', three: 'option' };

function examples(language: Example['language'], lists: object): Example[] {
  return Object.entries(lists as Record<string, string | readonly string[]>).flatMap(([list, replies]) => {
    const all = typeof replies === 'string' ? replies.split(/ \| |\n/).filter((reply) => reply.trim() !== '') : replies;
    const meant = DIGITS[list] ?? (list as Means);
    return all.map((reply) => ({
      language,
      reply: typeof replies === 'string' ? reply.trim() : reply,
      meant,
      digit: list in DIGITS,
    }));
  });
}

/** Every example, with what it is meant as. */
export const EXAMPLES: Example[] = [
  ...Object.entries(BY_LANGUAGE).flatMap(([language, lists]) => examples(language as ClinicLanguage, lists)),
  ...examples('mixed', mixed),
];
