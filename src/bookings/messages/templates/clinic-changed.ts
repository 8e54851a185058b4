import type { Template } from './template.js';

export const clinicChanged = {
  kind: 'clinic_changed',
  title: 'Clinic changed',
  sent: 'When the team changes the day, the times or the place of the clinic.',
  speaksOf: 'booked',
  facts: ['clinic', 'day', 'times', 'place', 'reference', 'url'],
  ownCalls: true,
} as const satisfies Template;
