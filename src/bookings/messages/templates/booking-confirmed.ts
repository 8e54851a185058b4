import type { Template } from './template.js';

export const bookingConfirmed = {
  kind: 'booking_confirmed',
  title: 'Confirmation of the place',
  sent: 'At once, when somebody books.',
  speaksOf: 'booked',
} as const satisfies Template;
