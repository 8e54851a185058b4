import { book } from './factories.js';
import type { TestApp } from './test-app.js';

/** A booking as `POST /api/bookings` answers it. */
export interface Booked {
  reference: string;
  status: string;
  revision: number;
  slot: { id: string; startsAt: string };
  clinic: { joiningLink?: string; title: string };
  attendees: { id: string; fullName: string; slotId: string; status: string }[];
  manageUrl: string;
  calendarUrl: string;
}

/** Books, and expects that it worked. */
export async function booked(test: Pick<TestApp, 'app'>, body: object, key?: string): Promise<Booked> {
  const answer = await book(test, body, key);
  expect(answer.statusCode).toBe(201);
  return answer.json<Booked>();
}

/** The secret part of a booking's manage link. */
export const tokenOf = ({ manageUrl }: Pick<Booked, 'manageUrl'>) => manageUrl.split('/m/')[1] ?? '';

/** The stable code of a refusal. */
export const codeOf = (answer: { json: () => unknown }) => (answer.json() as { code?: string }).code;

/** The places left in each slot of a clinic, as the public is told. */
export async function placesLeft({ app }: Pick<TestApp, 'app'>, clinicId: string): Promise<number[]> {
  const answer = await app.inject({ url: `/api/clinics/${clinicId}/slots` });
  return answer.json<{ slots: { placesLeft: number }[] }>().slots.map((slot) => slot.placesLeft);
}
