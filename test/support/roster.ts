import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { booked, tokenOf } from './bookings.js';
import type { MadeClinic } from './factories.js';
import { bookingBody } from './factories.js';
import { PlainBrowser } from './plain-browser.js';
import { signedIn } from './staff.js';
import type { TestApp } from './test-app.js';

/** What the device is told of one tap. */
export interface TapAnswer {
  id: string;
  outcome: string;
  attendee: {
    status: string;
    version: number;
    station: string | null;
    stationAt: string | null;
    arrivedAt: string | null;
  } | null;
}

export const rosterPath = ({ id }: Pick<MadeClinic, 'id'>) => `/staff/clinics/${id}/roster`;

/** A tap as a device sends it. */
export const to = (attendeeId: string, seen: number, wish: object, id = randomUUID()) => ({
  ...{ id, attendeeId, seen },
  ...wish,
});

/** Somebody who works at a clinic, in a browser without scripts and with taps as the script sends them. */
export async function atTheTable(
  test: TestApp,
  clinic: Pick<MadeClinic, 'id'>,
  name = 'Anita',
  role: 'intake' | 'coordinator' = 'intake',
) {
  const { cookie, id } = await signedIn(test, role, { clinics: [clinic.id], name });
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const send = (taps: object[]) =>
    test.app.inject({ method: 'POST', url: `${rosterPath(clinic)}/taps`, headers, payload: { taps } });
  const tap = async (...taps: object[]) => {
    const answer = await send(taps);
    expect(answer.statusCode).toBe(200);
    return answer.json<{ results: TapAnswer[] }>().results;
  };
  const browser = new PlainBrowser(test);
  const [key = '', value = ''] = cookie.split('=');
  browser.jar.set(key, value);
  return { id, cookie, headers, send, tap, browser };
}

/** Somebody who booked a place in a clinic, in its first slot unless told otherwise. */
export async function somebody(test: TestApp, clinic: MadeClinic, contact: object = {}, slot = 0) {
  const booking = await booked(test, bookingBody(clinic.slots[slot]?.id ?? '', { ...contact }));
  const { attendees, reference } = booking;
  return { id: attendees[0]?.id ?? '', reference, token: tokenOf(booking) };
}

export const audited = (test: TestApp, { id }: Pick<MadeClinic, 'id'>, action: string) =>
  test.database.query<{ reason: string | null; actor: string }>(
    'select reason, actor from audit_events where action = $1 and clinic_id = $2 order by id',
    [action, id],
  );

export const setStations = (test: TestApp, { id }: Pick<MadeClinic, 'id'>, ...names: string[]) =>
  test.database.query(
    'insert into clinic_stations (clinic_id, position, name) select $1, n, s from unnest($2::text[]) with ordinality as u (s, n)',
    [id, names],
  );

/** The statements that the app sends while something happens. */
export async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const send = pg.Client.prototype.query;
  let n = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    n += 1;
    return (send as (...args: unknown[]) => unknown).apply(this, args);
  } as typeof send;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = send;
  }
  return n;
}
