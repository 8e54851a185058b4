/** Words that never stand in a text message, in any of our languages: a phone may be read over a shoulder. */
const WORDS = /citizen|immigra|inmigra|migra|ciudadan|naturali[sz]|uscis|cidadan|sitwayen|sidad|imigras|citoyen/i;

/** Whether a text holds a word that must not be sent by SMS. */
export function forbiddenInSms(text: string): boolean {
  return WORDS.test(text.normalize('NFD').replace(/\p{M}/gu, ''));
}
