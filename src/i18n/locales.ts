/** The languages of our texts. A further one is a file in `messages/` and an entry here; `reviewed`: a reader of it has looked it through. */
export const LOCALES = [
  { tag: 'en', name: 'English', dir: 'ltr', reviewed: true },
  { tag: 'es', name: 'Español', dir: 'ltr', reviewed: false },
] as const;

export type Locale = (typeof LOCALES)[number]['tag'];

export const DEFAULT_LOCALE: Locale = 'en';

/** Which way a language runs. */
export const directionOf = (locale: Locale): 'ltr' | 'rtl' =>
  (LOCALES.find(({ tag }) => tag === locale) ?? LOCALES[0]).dir;

/** The languages that a clinic's team may speak and a person may prefer, as BCP 47 tags. */
export const CLINIC_LANGUAGES = [
  'en',
  'es',
  'pt-BR',
  'ht',
  'zh-Hans',
  'zh-Hant',
  'vi',
  'kea',
  'ar',
  'ru',
  'fr',
  'km',
] as const;

export type ClinicLanguage = (typeof CLINIC_LANGUAGES)[number];

export function isLocale(tag: unknown): tag is Locale {
  return LOCALES.some((locale) => locale.tag === tag);
}

/** The best of our languages for an `Accept-Language` header; a region is as good as its language (`es-MX` is `es`). */
export function negotiateLocale(acceptLanguage?: string): Locale {
  const wishes = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const q = Number(/^\s*q=([\d.]+)/.exec(parameters[0] ?? '')?.[1] ?? 1);
      return { tag: tag.toLowerCase(), q: Number.isNaN(q) ? 0 : q };
    });
  for (const { tag, q } of wishes.sort((a, b) => b.q - a.q)) {
    const match = LOCALES.find(
      (locale) => tag === locale.tag.toLowerCase() || tag.startsWith(`${locale.tag.toLowerCase()}-`),
    );
    if (match && q > 0) return match.tag;
  }
  return DEFAULT_LOCALE;
}
