import type { Sample, Target } from './route-target.js';

const HOLD = '00000000-0000-4000-8000-000000000001';

/** How the phone desk's routes are called rightly. */
export const DESK_SAMPLES: Record<string, (at: Target) => Sample> = {
  'GET /staff/desk/places': () => ({}),
  'POST /staff/desk/places': () => ({ body: {} }),
  'GET /staff/desk/practice': () => ({}),
  'POST /staff/desk/practice': () => ({}),
  'POST /staff/desk/hold': ({ slotId }) => ({ body: { slotId } }),
  'POST /staff/desk/book': ({ slotId }) => ({ body: { slotId, step: 'book' } }),
  'POST /staff/desk/call-later': () => ({ body: { phone: '617 555 0187' } }),
  'GET /staff/desk/holds/:id': () => ({ params: [HOLD] }),
  'GET /staff/desk/booked/:id': ({ bookingId }) => ({ params: [bookingId] }),
  'POST /staff/desk/holds/:id/renew': () => ({ params: [HOLD] }),
  'POST /staff/desk/holds/:id/leave': () => ({ params: [HOLD] }),
  'POST /api/admin/holds': ({ slotId }) => ({ body: { items: [{ slotId, places: 1 }] } }),
  'POST /api/admin/holds/:id/renew': () => ({ params: [HOLD] }),
  'DELETE /api/admin/holds/:id': () => ({ params: [HOLD] }),
  'POST /api/admin/bookings': ({ slotId }) => ({
    headers: { 'idempotency-key': 'a-new-caller' },
    body: {
      ...{
        slotId,
        contact: {
          fullName: 'New Caller',
          phone: '617-555-0188',
          language: 'en',
          smsConsent: false,
          emailConsent: false,
        },
      },
    },
  }),
};
