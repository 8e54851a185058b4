import { senderAddress } from './sender-address.js';

it.each([
  ['Clinics <clinics@example.org>', 'clinics@example.org'],
  ['<clinics@example.org>', 'clinics@example.org'],
  ['clinics@example.org', 'clinics@example.org'],
])('of %s', (from, address) => {
  const email = { channel: 'smtp', url: 'smtp://mail.example.org', from } as const;
  expect(senderAddress({ email, publicUrl: 'https://clinics.example.net' })).toBe(address);
});

it('while no email is sent: one of our own host', () => {
  const email = { channel: 'preview' } as const;
  expect(senderAddress({ email, publicUrl: 'http://localhost:3000' })).toBe('no-reply@localhost');
});
