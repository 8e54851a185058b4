import type { Template } from './template.js';

export const attendeeCancelled = {
  kind: 'attendee_cancelled',
  title: 'One place given back',
  sent: 'At once, when one of several people gives up their place.',
  speaksOf: 'booked',
} as const satisfies Template;
