import type { Template } from './template.js';

export const clinicBack = {
  kind: 'clinic_back',
  title: 'Clinic takes place after all',
  sent: 'When the team brings back a clinic that was called off.',
  speaksOf: 'booked',
  ownCalls: true,
} as const satisfies Template;
