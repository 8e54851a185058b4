import { enhancedCode, isBadAddress } from './code-rules.js';

it.each(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1', '550'])('%s: there is no such mailbox', (code) => {
  expect(isBadAddress('email', code)).toBe(true);
  expect(isBadAddress('sms', code)).toBe(false);
});

it.each(['data_550', '551', '552', '554', '450', '4.1.1', '5.1.8', '5.2.2', '5.7.1', '5.7.26', 'EENVELOPE', ''])(
  '%s is not the fault of the address',
  (code) => expect(isBadAddress('email', code)).toBe(false),
);

it.each([
  ['550 5.1.1 <a@example.org>: Recipient address rejected: User unknown', '5.1.1'],
  ['550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 Learn more', '5.1.1'],
  ['550 5.1.10 RESOLVER.ADR.RecipientNotFound', '5.1.10'],
  ['550 5.7.1', '5.7.1'],
  ['550 User unknown', undefined],
  ['550 #5.1.0 Address rejected.', undefined],
  ['550 Blocked: see 5.1.1 in our rules', undefined],
  ['550 5.1.1.2 is a network', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s: %s', (response, code) => expect(enhancedCode(response)).toBe(code));
