import { nameRule, normalName, normalPhone, phoneRule } from './contact-rules.js';

describe('nameRule', () => {
  it.each([
    'Jean-Baptiste Désir',
    "María José O'Neill",
    'Nguyễn Thị Minh Khai',
    'محمد الأمين',
    'សុខា ចាន់',
    '王小明',
    'Мария Иванова',
    'Ana Cláudia d’Almeida, Jr.',
    'José',
    'Li',
  ])('takes %s as it is', (name) => expect(nameRule(name)).toBeUndefined());

  it.each([
    ['', 'name_required'],
    [undefined, 'name_required'],
    [42, 'wrong_type'],
    ['x'.repeat(101), 'name_too_long'],
    ['Ana\r\nBcc: all@example.org', 'name_letters'],
    ['Ana \u202Egnp.exe', 'name_letters'],
    ['Ana\u0000', 'name_letters'],
    ['Ana 😀', 'name_letters'],
    ['<b>Ana</b>', 'name_letters'],
    ["Robert'); DROP TABLE students;--", 'name_letters'],
    ['see https://example.org', 'name_letters'],
    ['...', 'name_letters'],
    ['A123-456-789', 'looks_like_number'],
    ['123-45-6789', 'looks_like_number'],
  ])('refuses %j: %s', (name, code) => expect(nameRule(name)?.code).toBe(code));
});

describe('phoneRule', () => {
  it.each(['617-350-5480', '(617) 350 5480', '+1 617 350 5480', '16173505480', '787-764-0000', '+1 416 967 1111'])(
    'takes %s',
    (phone) => expect(phoneRule(phone)).toBeUndefined(),
  );

  it.each([
    ['555 0148', 'phone_digits'],
    ['', 'phone_digits'],
    ['+44 20 7946 0958', 'phone_country'],
    ['+509 34 10 1234', 'phone_country'],
    ['876-926-4000', 'phone_country'],
    ['000-000-0000', 'phone_unknown'],
    [6173505480, 'wrong_type'],
  ])('refuses %j: %s', (phone, code) => expect(phoneRule(phone)?.code).toBe(code));

  it('says how many digits it saw', () => {
    expect(phoneRule('555 0148')?.params).toEqual({ seen: 7 });
  });

  it('stores one form', () => {
    expect(new Set(['617-350-5480', '+1 (617) 350.5480', '1 617 350 5480'].map(normalPhone))).toEqual(
      new Set(['+16173505480']),
    );
  });
});

it('compares names without case, accents, spaces and signs', () => {
  expect(normalName('  José  Da-Silva ')).toBe(normalName('jose da silva'));
  expect(normalName('王小明')).not.toBe(normalName('王小红'));
});
