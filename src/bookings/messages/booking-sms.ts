import { translator } from '../../i18n/translate.js';
import type { SmsContent } from '../../messaging/kinds.js';
import { plainSms } from '../../messaging/plain-sms.js';
import { PHONE_LINE } from '../../ui/talk-panel.view.js';
import type { Told } from './sms-facts.js';
import { factsOf, ownSentenceOf, testMark, USUAL_FACTS } from './sms-facts.js';
import type { Template } from './templates/template.js';
import { whatIsTrue } from './what-is-true.js';

/** The words of a text message. They never say what the clinic is about: a phone may be read over a shoulder. */
export function bookingSms({ kind, facts, ownSentence }: Template, told: Told): SmsContent {
  const t = translator(told.booking.locale);
  const words = testMark(told) + t(`sms.${whatIsTrue(kind, told.booking)}`, factsOf(facts ?? USUAL_FACTS, told));
  const text = [words, ownSentence && ownSentenceOf(told.booking)].filter(Boolean).join(' ');
  return {
    text: plainSms(text),
    firstLine: t('sms.firstLine', { phone: PHONE_LINE.shown, extension: PHONE_LINE.extension }),
  };
}
