import type { Template } from './template.js';

export const clinicCalledOff = {
  kind: 'clinic_called_off',
  title: 'Clinic called off',
  sent: 'When the team calls off the clinic.',
  speaksOf: 'calledOff',
  ownCalls: true,
} as const satisfies Template;
