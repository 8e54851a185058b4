import type { Sample, Target } from './route-target.js';

const page = (body?: Record<string, unknown>) => (at: Target) => ({ params: [at.bookingId], body });

/** How the routes of the phone desk that are about a caller are called; the pages with something to be mended. */
export const CALLER_SAMPLES: Record<string, (at: Target) => Sample> = {
  'GET /staff/search': () => ({}),
  'POST /staff/search': ({ reference }) => ({ body: { find: reference } }),
  'GET /staff/callers/:bookingId': page(),
  'POST /staff/callers/:bookingId/identity': page({ fact: 'name' }),
  'POST /staff/callers/:bookingId/resend': page(),
  'GET /staff/callers/:bookingId/move': page(),
  'POST /staff/callers/:bookingId/move': page({ slotId: '' }),
  'GET /staff/callers/:bookingId/cancel': page(),
  'POST /staff/callers/:bookingId/cancel': page({ who: '' }),
  'GET /staff/callers/:bookingId/correct': page(),
  'POST /staff/callers/:bookingId/correct': page({ name: '' }),
  'GET /staff/callers/:bookingId/messages': page(),
  'POST /staff/callers/:bookingId/messages': page({ channel: '' }),
  'POST /api/admin/bookings/search': ({ reference }) => ({ body: { find: reference } }),
  'GET /api/admin/bookings/:id': page(),
  'POST /api/admin/bookings/:id/identity': page({ facts: ['name', 'reference'] }),
  'POST /api/admin/bookings/:id/move': (at) => ({ params: [at.bookingId], body: { slotId: at.slotId } }),
  'POST /api/admin/bookings/:id/resend': page(),
  'PATCH /api/admin/bookings/:id': page({ language: 'es' }),
  'POST /api/admin/bookings/:id/consents': page({ channel: 'sms', wanted: false }),
  'POST /api/admin/bookings/:id/attendees/:attendeeId/cancel': (at) => ({ params: [at.bookingId, at.attendeeId] }),
  'POST /api/admin/bookings/:id/cancel': page(),
};
