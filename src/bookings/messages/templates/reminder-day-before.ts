import type { Template } from './template.js';

export const reminderDayBefore = {
  kind: 'reminder_day_before',
  title: 'Reminder, the day before',
  sent: 'The day before, at the hour that is set for the clinic; late, when it could not go then.',
  speaksOf: 'booked',
  facts: ['clinic', 'day', 'days', 'time', 'place', 'mode', 'url'],
  daysBefore: [1, 0],
  ownSentence: true,
} as const satisfies Template;
