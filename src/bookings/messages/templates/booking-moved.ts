import type { Template } from './template.js';

export const bookingMoved = {
  kind: 'booking_moved',
  title: 'New time',
  sent: 'At once, when a place is moved.',
  speaksOf: 'booked',
  facts: ['clinic', 'day', 'times', 'count', 'reference', 'url'],
} as const satisfies Template;
