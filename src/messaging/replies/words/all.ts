import type { ClinicLanguage } from '../../../i18n/locales.js';
import { ar } from './ar.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { ht } from './ht.js';
import { kea } from './kea.js';
import { km } from './km.js';
import { ptBR } from './pt-br.js';
import { ru } from './ru.js';
import { vi } from './vi.js';
import type { Words } from './words.js';
import { zhHans } from './zh-hans.js';
import { zhHant } from './zh-hant.js';

/** The words of every language that people may prefer. */
export const WORDS: Record<ClinicLanguage, Words> = {
  en,
  es,
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
