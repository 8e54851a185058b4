import type pg from 'pg';
import { SeasonSeed } from '../../src/app/season-seed.js';
import { TellPeople } from '../../src/bookings/changes/tell-people.js';
import { inFull } from '../support/full.js';
import { addressOf, callerOf, makeTarget, nameOf } from '../support/route-calls.js';
import type { Target } from '../support/route-target.js';
import type { Route } from '../support/routes.js';
import { routesOf } from '../support/routes.js';
import { countsDiffer } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** No page of the team asks the database more often because there is more in it. */
let test: TestApp;
let routes: Route[];
let small: Target;
let cookie: string;

beforeAll(async () => {
  test = await startTestApp();
  small = await makeTarget(test);
  cookie = (await callerOf(test, 'admin', [])).cookie;
  routes = routesOf(test).filter(
    ({ method, path, open }) => !open && method === 'GET' && path.startsWith('/staff') && !path.endsWith('/events'),
  );
}, 60_000);
afterAll(() => test.close());

/** How many queries a page makes; each takes a connection of the pool. */
async function queriesOf(at: Target): Promise<Map<string, { status: number; queries: number }>> {
  const pool = (test.database.dataSource.driver as unknown as { master: pg.Pool }).master;
  let queries = 0;
  pool.on('acquire', () => (queries += 1));
  const found = new Map<string, { status: number; queries: number }>();
  for (const route of routes) {
    queries = 0;
    const answer = await test.app.inject({ url: addressOf(route, at), headers: { cookie } });
    found.set(nameOf(route), { status: answer.statusCode, queries });
  }
  return found;
}

/** The clinic of the season with the most people who are to be called. */
async function busiest(): Promise<Target> {
  const [row] = await test.database.query<Target>(
    `select h.clinic_id as "clinicId", h.id as "changeId", r.booking_id as "bookingId",
       (select id from slots where clinic_id = h.clinic_id order by starts_at limit 1) as "slotId",
       (select venue_id from clinics where id = h.clinic_id) as "venueId"
     from clinic_changes h join clinic_change_bookings r on r.change_id = h.id where h.kind = 'called_off'
     order by h.n, r.booking_id limit 1`,
  );
  return { ...small, ...row };
}

it('as many queries for a large season as for one clinic, on every page of the team', async () => {
  const before = await queriesOf(small);
  await test.app.get(SeasonSeed).make(inFull({ clinics: 200, bookings: 20_000 }, { clinics: 40, bookings: 1_500 }));
  expect(await countsDiffer(test)).toEqual([]);
  const large = await busiest();
  await test.app.get(TellPeople).run(large.clinicId);
  // As if nothing had got through: the whole clinic is on the list of calls.
  await test.database.query(`update messages set state = 'failed' where kind = 'clinic_called_off'`);
  const after = await queriesOf(large);
  expect([...before.values()].filter(({ status }) => status >= 500)).toEqual([]);
  const more = [...after].filter(([name, { queries }]) => queries > (before.get(name)?.queries ?? 0));
  // The page of a call is one only for whoever has taken it; what a clinic that is called off redirects from is no page.
  expect(more).toEqual([]);
  expect(routes.length).toBeGreaterThan(30);
}, 180_000);
