import type { Template } from './template.js';

export const reminderDays = {
  kind: 'reminder_days',
  title: 'Reminder, some days before',
  sent: 'On the days and at the hour that are set for the clinic.',
  speaksOf: 'booked',
  facts: ['clinic', 'day', 'days', 'time', 'place', 'mode', 'url'],
  daysBefore: [7],
  ownSentence: true,
} as const satisfies Template;
