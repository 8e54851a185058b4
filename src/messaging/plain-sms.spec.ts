import { plainSms } from './plain-sms.js';
import { segments } from './segments.js';

it('makes quotes, dashes, dots and spaces plain: such a text stays in the small alphabet', () => {
  const text = plainSms(
    '\u201cSt. Mark\u2019s\u201d \u2013 10:00\u202fam\u2014noon\u2026 \u2018B\u2019\u00a0\u2212\u20091, e\u2011mail',
  );
  expect(text).toBe("\"St. Mark's\" - 10:00 am-noon... 'B' - 1, e-mail");
  expect(segments(text).encoding).toBe('GSM-7');
});

it('leaves letters of every language, and every other sign, as they are', () => {
  const text = 'áéíóúñ ç ã Ü Đặng 李 한 مرحبا «¿qué?» € ☺ {url} \n';
  expect(plainSms(text)).toBe(text);
});
