import { ownSentenceRule } from './own-sentence-rules.js';

it.each([
  ['Bring {url} a pen, {days, plural, other {#}}.', undefined],
  ['Park behind the library. Ask for Ana at the desk.', undefined],
  ['Traiga un lápiz. El estacionamiento está detrás.', undefined],
  ['Text books are on the 2nd floor.', undefined],
  ['Do not stop at the first door.', undefined],
  ['x'.repeat(161), 'too_long'],
  ['Two\nlines', 'one_line'],
  ['Your citizenship test', 'sms_subject'],
  ['Ayuda con ciudadanía', 'sms_subject'],
  ['See http://example.org', 'no_links'],
  ['See www.example', 'no_links'],
  ['See example.org/map', 'no_links'],
  ['Reply YES to keep it', 'no_replies'],
  ['Please text us STOP', 'no_replies'],
  ['Responda 1 si viene', 'no_replies'],
  ['Envíe SÍ', 'no_replies'],
  ['', 'required'],
])('%s', (text, code) => expect(ownSentenceRule(text)?.code).toBe(code));
