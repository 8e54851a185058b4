import { SHELL } from '../../src/access/caller.js';
import { cancelAttendees, lockBooking } from '../../src/bookings/bookings.repository.js';
import { closeAndMove } from '../../src/bookings/changes/close-slot.js';
import { callOff } from '../../src/bookings/changes/decisions.js';
import type { Decision } from '../../src/bookings/changes/make-decision.js';
import { MakeDecision } from '../../src/bookings/changes/make-decision.js';
import { TellPeople } from '../../src/bookings/changes/tell-people.js';
import { ManageLinks } from '../../src/bookings/manage-links.js';
import { DispatchPoke } from '../../src/messaging/dispatch-poke.js';
import { shiftPlaces } from '../../src/places/places.js';
import { Clock } from '../../src/platform/clock.js';
import type { Tx } from '../../src/platform/database.js';
import { Database, rows } from '../../src/platform/database.js';
import { constraintOf } from '../../src/platform/errors.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { booked, tokenOf } from '../support/bookings.js';
import { asOwner } from '../support/database.js';
import { bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import { until } from '../support/messaging-app.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** What the locks of a decision are for: each race is held at its worst moment, once with the lock and once without it. */
let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

/** The transaction, in which no statement locks what it reads from `table`. */
function without(tx: Tx, table: string): Tx {
  const runner = tx.queryRunner;
  if (!runner) throw new Error('a transaction is needed');
  const query = (text: string, values: unknown[], structured: true) =>
    runner.query(text.includes(`from ${table}`) ? text.replace(/for update( of a)?$/, '') : text, values, structured);
  const queryRunner: unknown = Object.create(runner, { query: { value: query } });
  return Object.create(tx, { queryRunner: { value: queryRunner } }) as Tx;
}

/** Until so many sessions wait for a lock. */
const waiting = (n: number) =>
  until(
    async () => {
      const [row] = await test.database.query<{ n: number }>(
        `select count(*)::integer as n from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return row?.n ?? 0;
    },
    (found) => found >= n,
  );

describe('somebody cancels while their time is closed', () => {
  /**
   * The holder's transaction has locked the booking and read where its people sit; then `close` begins. `alone` says
   * whether it goes through meanwhile; the holder gives the place back afterwards.
   */
  async function race(close: (slotId: string) => Decision, { alone }: { alone: boolean }): Promise<void> {
    const clinic = await makeClinic(test, { capacity: 2 });
    const closing = clinic.slots[0]?.id ?? '';
    const hash = test.app.get(ManageLinks).hash(tokenOf(await booked(test, bookingBody(closing))));
    const decide = () => test.app.get(MakeDecision).run(clinic.id, close(closing), SHELL, { decide: undefined });
    let decided: Promise<unknown> = Promise.resolve();
    await test.database.transaction(async (tx) => {
      const { attendees } = await lockBooking(alone ? without(tx, 'attendees a') : tx, hash);
      decided = decide();
      await (alone ? decided : waiting(1));
      await shiftPlaces(
        tx,
        attendees.map(({ slotId }) => ({ slotId, n: -1 })),
        test.app.get(Clock).now(),
      );
      await cancelAttendees(
        tx,
        attendees.map(({ id }) => id),
      );
    });
    await decided;
  }

  /** As it would be if it did not lock the bookings: it reads who they are, and goes on. */
  function careless(slotId: string): Decision {
    const { before, draft } = closeAndMove(slotId);
    return { before: (tx, clinicId) => before?.(without(tx, 'bookings b'), clinicId) ?? Promise.resolve(), draft };
  }

  it('the counts are right, because closing waits for whoever holds a booking', async () => {
    await race(closeAndMove, { alone: false });
    expect(await countsDiffer(test)).toEqual([]);
  });

  it('without the locks on either side the cancellation breaks, and only checks of the database keep the counts right', async () => {
    const broken = await race(careless, { alone: true }).catch(constraintOf);
    expect(broken).toMatch(/^slots_(taken|owed)_range$/);
    expect(await countsDiffer(test)).toEqual([]);
    await asOwner(test, 'alter table slots drop constraint slots_taken_range, drop constraint slots_owed_range');
    await race(careless, { alone: true });
    expect(await countsDiffer(test)).toHaveLength(2);
  });
});

describe('two processes tell of one decision at once', () => {
  /** Does not lock the decision that it tells of. */
  class Careless extends Database {
    override async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      return super.transaction((tx) => work(without(tx, 'clinic_changes where')));
    }
  }

  /** How often each of three bookings is told. */
  async function told(tellPeople: TellPeople): Promise<number[]> {
    const clinic = await makeClinic(test, { capacity: 5 });
    for (let i = 0; i < 3; i++) await booked(test, bookingBody(clinic.slots[0]?.id ?? ''));
    await test.app.get(MakeDecision).run(clinic.id, callOff(), SHELL, { decide: undefined });
    let runs: Promise<unknown> = Promise.resolve();
    await test.database.transaction(async (tx) => {
      // Nobody gets on before both of them have come as far as they can.
      await rows(tx, 'select 1 from bookings where clinic_id = $1 for update', [clinic.id]);
      runs = Promise.all([tellPeople.run(clinic.id), tellPeople.run(clinic.id)]);
      await waiting(2);
    });
    await runs;
    const found = await test.database.query<{ n: number }>(
      `select count(*)::integer as n from messages m join bookings b on b.id = m.subject_id
       where b.clinic_id = $1 and m.kind = 'clinic_called_off' group by b.id`,
      [clinic.id],
    );
    return found.map(({ n }) => n);
  }

  it('each booking has one message, because only one of them holds the decision', async () => {
    expect(await told(test.app.get(TellPeople))).toEqual([1, 1, 1]);
  });

  it('without that lock both take the same people, and tell them twice', async () => {
    const { app } = test;
    const database = new Careless(test.database.dataSource);
    expect(await told(new TellPeople(database, app.get(Jobs), app.get(DispatchPoke), app.get(Clock)))).toEqual([
      2, 2, 2,
    ]);
  });
});
