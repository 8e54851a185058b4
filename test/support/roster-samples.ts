import { randomUUID } from 'node:crypto';
import type { Sample, Target } from './route-target.js';

const personOf = ({ clinicId, attendeeId }: Target) => ({ params: [clinicId, attendeeId] });

/** How the routes of the roster are called. */
export const ROSTER_SAMPLES: Record<string, (at: Target) => Sample> = {
  'GET /staff/clinics/:id/roster': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/roster/find': ({ clinicId }) => ({ params: [clinicId], body: { who: 'a' } }),
  'POST /staff/clinics/:id/roster/tap': ({ clinicId, attendeeId }) => ({
    params: [clinicId],
    body: { tap: randomUUID(), attendee: attendeeId, status: 'arrived', seen: '0' },
  }),
  'GET /staff/clinics/:id/roster/people.json': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/roster/taps': ({ clinicId, attendeeId }) => ({
    params: [clinicId],
    body: { taps: [{ id: randomUUID(), attendeeId, status: 'arrived', seen: 0 }] },
    script: true,
  }),
  'GET /staff/clinics/:id/roster/events': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/clinics/:id/roster/walk-in': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/roster/walk-in': ({ clinicId }) => ({ params: [clinicId], body: { name: '' } }),
  'GET /staff/clinics/:id/roster/people/:attendeeId': personOf,
  'POST /staff/clinics/:id/roster/people/:attendeeId': (at) => ({ ...personOf(at), body: { language: 'unheard of' } }),
  'POST /staff/clinics/:id/roster/people/:attendeeId/phone': personOf,
  'GET /staff/clinics/:id/roster/stations': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/roster/stations': ({ clinicId }) => ({ params: [clinicId], body: { stations: 'Check-in' } }),
  'GET /staff/clinics/:id/roster/next': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/roster/call': ({ clinicId, attendeeId }) => ({
    params: [clinicId],
    body: { attendee: attendeeId, seen: '0' },
  }),
  'GET /staff/clinics/:id/roster/board': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /api/admin/clinics/:id/roster': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /api/admin/clinics/:id/roster/taps': ({ clinicId, attendeeId }) => ({
    params: [clinicId],
    body: { taps: [{ id: randomUUID(), attendeeId, status: 'arrived', seen: 0 }] },
  }),
  'POST /api/admin/clinics/:id/roster/walk-ins': ({ clinicId, slotId }) => ({
    params: [clinicId],
    body: { slotId, fullName: 'Walk In', language: 'en', needsInterpreter: false },
    headers: { 'idempotency-key': randomUUID() },
  }),
  'GET /staff/clinics/:id/roster/print': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/clinics/:id/roster/card': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/clinics/:id/roster/export': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/roster/export': ({ clinicId }) => ({
    params: [clinicId],
    body: { format: 'csv', reason: 'A test' },
  }),
  'POST /api/admin/clinics/:id/roster.csv': ({ clinicId }) => ({ params: [clinicId], body: { reason: 'A test' } }),
};
