import type { Template } from './template.js';

export const lostLink = {
  kind: 'lost_link',
  title: 'Link, again',
  sent: 'At once, when somebody asks for their link again.',
  speaksOf: 'anything',
} as const satisfies Template;
