import type { Sample, Target } from './route-target.js';

/** The call that the decision about the clinic makes necessary. */
const callOf = ({ callId }: Target) => ({ params: [callId] });

/** How the routes of the phone line are called. */
export const CALL_SAMPLES: Record<string, (at: Target) => Sample> = {
  'GET /staff/calls': () => ({}),
  'GET /staff/calls/new': () => ({}),
  'POST /staff/calls/new': () => ({ body: { phone: 'unheard of' } }),
  'POST /staff/calls/next': () => ({}),
  'POST /staff/calls/:id/take': callOf,
  'GET /staff/calls/:id': callOf,
  'POST /staff/calls/:id': (at) => ({ ...callOf(at), body: { end: 'unheard of' } }),
  'GET /api/admin/call-tasks': () => ({}),
  'POST /api/admin/call-tasks': () => ({ body: { phone: '617-555-0199', words: 'Is there a place?' } }),
  'POST /api/admin/call-tasks/next': () => ({}),
  'POST /api/admin/call-tasks/:id/take': callOf,
  'POST /api/admin/call-tasks/:id': (at) => ({ ...callOf(at), body: { end: 'given_back', seen: 1 } }),
};
