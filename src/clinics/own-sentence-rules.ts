import type { Rule } from '../platform/validation.js';
import { textRule } from '../platform/validation.js';
import { asksForReply } from './reply-request-rules.js';
import { forbiddenInSms } from './sms-name-rules.js';

/** As long as a text for which one segment more is enough. */
export const OWN_SENTENCE_MAX = 160;

const LINK = /https?:|www\.|\b[\w-]+\.(?:com|org|net|gov|edu|us|io|info|me|ly|link)\b/i;
/** What somebody of the team writes that goes out by text, in one line of at most so many characters. */
export const smsWordsRule =
  (max: number): Rule =>
  (value) => {
    const fault = textRule(max)(value);
    if (fault) return fault;
    const text = String(value);
    if (text.includes('\n')) return { code: 'one_line' };
    if (forbiddenInSms(text)) return { code: 'sms_subject' };
    if (LINK.test(text)) return { code: 'no_links' };
    return asksForReply(text) ? { code: 'no_replies' } : undefined;
  };

/** The sentence of its own that a clinic may have in its reminders. It never takes the place of our words: it follows them. */
export const ownSentenceRule = smsWordsRule(OWN_SENTENCE_MAX);
