import { passwordRule } from './password-rules.js';

const rule = passwordRule('Maria.Santos@example.org');

it.each([
  'four plain words here',
  '            a1b2',
  'ñandú-über-çà-và',
  '密码密码很长的一句话好吗是的',
  'correct horse battery staplf',
])('takes %s', (password) => expect(rule(password)).toBeUndefined());

it.each([
  ['', 'required'],
  [undefined, 'required'],
  [['a long enough one'], 'required'],
  ['eleven char', 'password_short'],
  ['👩‍👩‍👧', 'password_short'],
  ['x'.repeat(201), 'too_long'],
  ['maria.santos@EXAMPLE.org', 'password_email'],
  ['Maria.Santos', 'password_email'],
  ['Password1234', 'password_common'],
  ['ｐａｓｓｗｏｒｄ1234', 'password_common'],
  ['aaaaaaaaaaaaaa', 'password_common'],
  ['correct horse battery staple', 'password_common'],
])('refuses %s: %s', (password, code) => expect(rule(password)).toMatchObject({ code }));
