import type { Template } from './template.js';

export const reminderHours = {
  kind: 'reminder_hours',
  title: 'Reminder, some hours before',
  sent: 'So many hours before a video appointment as are set for the clinic.',
  speaksOf: 'booked',
  facts: ['clinic', 'day', 'days', 'time', 'join'],
  daysBefore: [0, 1],
  modes: ['virtual'],
  ownSentence: true,
} as const satisfies Template;
