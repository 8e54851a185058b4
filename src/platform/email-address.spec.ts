import { emailRule } from './email-address.js';

describe('emailRule', () => {
  it.each(['ana@example.org', 'a.b+c@mail.example.co', "o'neill@example.org"])('takes %s', (email) =>
    expect(emailRule(email)).toBeUndefined(),
  );

  it.each([
    'ana',
    'ana@',
    '@example.org',
    'ana@example',
    'a b@example.org',
    'ana@example.org\r\nBcc: x@y.zz',
    'a..b@example.org',
    'a@b.c',
    'ana@example.org,b@example.org',
    'ána@example.org',
    `${'x'.repeat(250)}@a.org`,
  ])('refuses %j', (email) => expect(emailRule(email)?.code).toBe('email_form'));
});
