import type { Role } from '../../src/access/permissions.js';
import type { Booked } from './bookings.js';
import { booked } from './bookings.js';
import { bookingBody } from './factories.js';
import { signedIn } from './staff.js';
import type { TestApp } from './test-app.js';

/** What a search answers. */
export interface Found {
  by: string;
  people: { bookingId: string; name: string; status: string; bookings: number; phoneEnd?: string }[];
  more: boolean;
}
/** The card of a caller, as far as tests look at it. */
export interface Card {
  checked: boolean;
  compare: { fullName: string; phone: string | null };
  facts?: string[];
  booking: { slot: { id: string }; status: string; attendees: { fullName: string; status: string }[] };
  otherBookings: { id: string; checked: boolean }[];
  messages: { kind: string; state: string }[];
  optOuts: { channel: string; reason: string }[];
  consents: { channel: string; spoken: boolean; recordedBy: string | null }[];
  history: { kind: string; actor?: string }[];
  twiceBooked: string[];
  likelySame: { bookingId: string }[];
}

let phones = 0;
export const freshPhone = () => `+1617555${String(1_000 + (phones += 1))}`;

/** Somebody's booking, with its id. */
export async function bookFor(
  test: TestApp,
  slotId: string,
  contact: Record<string, unknown> = {},
  more: object = {},
): Promise<Booked & { id: string }> {
  const made = await booked(test, { ...bookingBody(slotId, { phone: freshPhone(), ...contact }), ...more });
  return { ...made, id: await idOf(test, made.reference) };
}

/** The id of a booking. */
export async function idOf({ database }: TestApp, reference: string): Promise<string> {
  const [row] = await database.query<{ id: string }>('select id from bookings where reference = $1', [reference]);
  return row?.id ?? '';
}

/** Somebody of the team at the JSON endpoints. */
export async function deskOf(test: TestApp, role: Role = 'phone_desk', clinics: string[] = []) {
  const { cookie, id } = await signedIn(test, role, { clinics, name: 'Phuong' });
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const send = (method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object) =>
    test.app.inject({ method, url: `/api/admin/bookings/${path}`, headers, payload });
  const ask = (booking: { id: string }, facts = ['name', 'reference']) =>
    send('POST', `${booking.id}/identity`, { facts });
  return { id, cookie, send, ask };
}

/** What the audit trail holds of a booking. */
export const auditOf = ({ database }: TestApp, bookingId: string, action: string) =>
  database.query<{ actor: string; reason: string | null }>(
    'select actor, reason from audit_events where subject_id = $1 and action = $2 order by id',
    [bookingId, action],
  );
