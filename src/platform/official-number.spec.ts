import { hasNineDigits, hasOfficialNumber } from './official-number.js';

it.each([
  ...[
    'A123456789',
    'a 123 456 789',
    'A-123-456-78',
    'A#123456789',
    'A# 123-456-789',
    'A.123.456.789',
    '(A: 123456789)',
  ],
  ...['123-45-6789', '123 45 6789', '123.45.6789', '123–45–6789', '123 - 45 - 6789', '123\u200b45\u200b6789'],
  ...['Ａ１２３４５６７８９', '１２３－４５－６７８９', '٠١٢-٣٤-٥٦٧٨', 'A ០១២៣៤៥៦៧៨', 'А123456789'],
  ...[
    'A-Number: 123456789',
    'alien no 123 456 789',
    'SSN 123456789',
    'ssn is 123 456 789',
    'Social security: 123456789',
  ],
])('%s is one', (text) => expect(hasOfficialNumber(`She said ${text}, twice`)).toBe(true));

it.each([
  ...['617-555-0142', 'A 617 555 0142', '+1 (617) 555-0142', '(ssn?) 617 555 0142', 'a no. 6175550142', '02139-1234'],
  ...['A 2026-11-28', 'Table A 12 people', 'Room A100', '9:30 a 10:30', 'Meeting ID 123 456 789', 'Bus 28, 1 2 3'],
])('%s is none', (text) => expect(hasOfficialNumber(text)).toBe(false));

it('nine digits, in a row or in threes', () => {
  for (const text of ['123456789', 'no 123 456 789.', '١٢٣٤٥٦٧٨٩', '123-456-789'])
    expect(hasNineDigits(text)).toBe(true);
  for (const text of ['12345678', '6175550142', '617 555 0142', '+1 617 555 0142', '2026-11-28 10:30']) {
    expect(hasNineDigits(text)).toBe(false);
  }
});
