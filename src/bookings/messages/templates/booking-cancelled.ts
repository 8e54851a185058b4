import type { Template } from './template.js';

export const bookingCancelled = {
  kind: 'booking_cancelled',
  title: 'Place given back',
  sent: 'At once, when the whole booking is given back.',
  speaksOf: 'cancelled',
} as const satisfies Template;
