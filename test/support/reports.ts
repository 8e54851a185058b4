import { randomUUID } from 'node:crypto';
import type { Role } from '../../src/access/permissions.js';
import type { Booked } from './bookings.js';
import { booked } from './bookings.js';
import type { MadeClinic } from './factories.js';
import { bookingBody } from './factories.js';
import { signedIn } from './staff.js';
import type { TestApp, TestClock } from './test-app.js';

/** A report on one clinic, as programs get it. */
export interface Report {
  places: object[];
  bookings: { day: string; source: string; bookings: number; cancelled: number }[];
  erased: number;
  noShows: { people: number; noShows: number; unmarked: number; byLead: { people: number; noShows: number }[] };
  languages: object[];
  otherLanguages: object;
  stations: { station: string; people: number; stays: number; median: number | null; ninetieth: number | null }[];
  visit: object | null;
}

/** Ten in the morning of the day that is worked, in Boston. */
const TEN = Date.parse('2027-03-13T15:00:00Z');

export const idOf = ({ attendees }: Pick<Booked, 'attendees'>) => attendees[0]?.id ?? '';

/** A past that is made through the application itself, with a clock to set, and the reports on it. */
export function reportDesk(testOf: () => TestApp, clock: TestClock) {
  const at = (instant: string) => void (clock.at = new Date(instant));
  const get = async (url: string, role: Role = 'admin', clinics: string[] = []) => {
    const { cookie } = await signedIn(testOf(), role, { clinics });
    return testOf().app.inject({ url, headers: { cookie } });
  };
  const reportOf = async (clinic: MadeClinic) => (await get(`/api/admin/clinics/${clinic.id}/report`)).json<Report>();
  const pageOf = async (clinic: MadeClinic) => (await get(`/staff/clinics/${clinic.id}/report`)).body;

  /** Somebody books through the website at a moment. */
  const books = async (clinic: MadeClinic, instant: string, contact: object = {}, slot = 0) => {
    at(instant);
    return booked(testOf(), bookingBody(clinic.slots[slot]?.id ?? '', { ...contact }));
  };

  /** Somebody of the clinic's team on its day, at ten to ten. */
  const worker = async (clinic: MadeClinic) => {
    clock.at = new Date(TEN - 10 * 60_000);
    const { cookie } = await signedIn(testOf(), 'coordinator', { clinics: [clinic.id] });
    const post = async (path: string, payload: object, more: object = {}) => {
      const headers = { cookie, 'sec-fetch-site': 'same-origin', ...more };
      const url = `/api/admin/clinics/${clinic.id}/roster/${path}`;
      const answer = await testOf().app.inject({ method: 'POST', url, payload, headers });
      expect(answer.statusCode).toBeLessThan(300);
      return answer.json<{ results: { outcome: string }[] }>();
    };
    /** One tap after the other, each so many minutes after ten; `seen` goes up by itself. A word in capitals is a station. */
    const tap = async (attendeeId: string, ...steps: [minute: number, wish: string, seen?: number][]) => {
      const outcomes: (string | undefined)[] = [];
      for (const [i, [minute, word, seen = i]] of steps.entries()) {
        clock.at = new Date(TEN + minute * 60_000);
        const wish = /^[A-Z]/.test(word) ? { station: word } : { status: word };
        const { results } = await post('taps', { taps: [{ id: randomUUID(), attendeeId, seen, ...wish }] });
        outcomes.push(results[0]?.outcome);
      }
      return outcomes;
    };
    const walkIn = (slot: number, body: object = {}) => {
      const slotId = clinic.slots[slot]?.id;
      const person = { slotId, fullName: 'Walk In', language: 'en', needsInterpreter: false, ...body };
      return post('walk-ins', person, { 'idempotency-key': randomUUID() });
    };
    return { tap, walkIn };
  };
  return { at, get, books, reportOf, pageOf, worker };
}
