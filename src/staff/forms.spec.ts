import { nextPath } from './forms.js';

it.each(['/staff', '/staff/people', '/staff/people/0b9f?role=admin&x=%20', '/staff/me'])('goes on to %s', (next) =>
  expect(nextPath(next)).toBe(next),
);

it.each([
  ...['https://evil.example', '//evil.example', '/\\evil.example', '/staff//evil.example', '/staff/../en', '/staffing'],
  ...['/staff\r\nSet-Cookie: staff=x', '/staff/people\nx', '/staff@evil.example', 'javascript:alert(1)', '/en', ''],
  ...['/staff/sign-in', '/staff/sign-out', '/staff/confirm?next=/staff', `/staff/${'x'.repeat(400)}`],
  ...[undefined, null, ['/staff/people'], { toString: () => '/staff/people' }],
])('never to %p', (next) => expect(nextPath(next)).toBe('/staff'));
