import type { Locale } from '../i18n/locales.js';
import { directionOf, isLocale, LOCALES } from '../i18n/locales.js';
import type { Translate } from '../i18n/translate.js';
import { translator } from '../i18n/translate.js';
import { notFound } from '../platform/errors.js';

/** What every view needs to know of its reader. */
export interface PageContext {
  locale: Locale;
  dir: 'ltr' | 'rtl';
  t: Translate;
  /** The same page in each language. */
  languageLinks: { tag: Locale; name: string; href: string }[];
}

/** The context of a page in `locale`, with its address in any language. */
export function pageContext(locale: Locale, addressIn: (tag: Locale) => string): PageContext {
  const languageLinks = LOCALES.map(({ tag, name }) => ({ tag, name, href: addressIn(tag) }));
  return { locale, dir: directionOf(locale), t: translator(locale), languageLinks };
}

/**
 * The context of a page whose address begins with its language; `rest` is what follows.
 * @throws AppError 404 when the first part of the address is no language of ours
 */
export function localizedContext(locale: string, rest: string): PageContext {
  if (!isLocale(locale)) throw notFound();
  const join = rest === '' || rest.startsWith('?') ? '' : '/';
  return pageContext(locale, (tag) => `/${tag}${join}${rest}`);
}
