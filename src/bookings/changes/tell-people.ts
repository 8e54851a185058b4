import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { DispatchPoke } from '../../messaging/dispatch-poke.js';
import { queueMessages } from '../../messaging/outbox.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { actionMessages } from '../action-messages.js';
import { recordEvent, reviseBooking } from '../bookings.repository.js';
import type { ChangeKind } from './change-kinds.js';
import { tellingOf } from './change-kinds.js';

const JOB = 'tell-people';
/** Bookings in one transaction: their holders wait for it when they change something meanwhile. */
const BATCH = 100;
const EVERY_MINUTE = '* * * * *';

interface Change {
  id: string;
  kind: ChangeKind;
}

interface Concerned {
  id: string;
  channels: ('sms' | 'email')[];
  /** Still booked there: neither cancelled, moved to another clinic nor erased. */
  stays: boolean;
}

/**
 * Puts the messages of a decision into the outbox, a batch at a time: each batch is one transaction that marks whom it has
 * dealt with, so that whoever goes on after a crash tells nobody twice and leaves nobody out. The decisions about one
 * clinic are told in the order in which they were made.
 */
@Injectable()
export class TellPeople implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly poke: DispatchPoke,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register({ name: JOB, run: ({ clinicId }, signal) => this.run(String(clinicId), signal) });
    this.jobs.register({
      name: `${JOB}-left`,
      cron: EVERY_MINUTE,
      makeUp: false,
      run: (_, signal) => this.runAll(signal),
    });
  }

  /** Asks for it, in the transaction of the decision. */
  async ask(tx: Tx, clinicId: string): Promise<void> {
    await this.jobs.enqueue(tx, JOB, { clinicId }, { key: `${JOB}:${clinicId}` });
  }

  /** Until everybody is told of what was decided about a clinic, or `signal` says to stop. */
  async run(clinicId: string, signal = new AbortController().signal): Promise<void> {
    for (let more = true; more;) {
      signal.throwIfAborted();
      more = await this.database.transaction((tx) => this.batch(tx, clinicId));
      this.poke.poke();
    }
  }

  /** What a job left behind that was given up. */
  private async runAll(signal: AbortSignal): Promise<void> {
    const clinics = await this.database.query<{ id: string }>(
      'select distinct clinic_id as id from clinic_changes where queued_at is null',
    );
    for (const { id } of clinics) await this.run(id, signal);
  }

  /** One batch of the oldest decision that is not told yet; false when there is none. */
  private async batch(tx: Tx, clinicId: string): Promise<boolean> {
    const [change] = await rows<Change>(
      tx,
      `select id, kind from clinic_changes where clinic_id = $1 and queued_at is null
       order by n limit 1 for update`,
      [clinicId],
    );
    if (!change) return false;
    const concerned = await lockConcerned(tx, change.id, clinicId);
    if (concerned.length === 0) {
      await rows(tx, 'update clinic_changes set queued_at = $2 where id = $1', [change.id, this.clock.now()]);
    }
    for (const booking of concerned) await this.tell(tx, change, clinicId, booking);
    return true;
  }

  private async tell(tx: Tx, { id: changeId, kind }: Change, clinicId: string, booking: Concerned): Promise<void> {
    const now = this.clock.now();
    const { id, channels, stays } = booking;
    const mark = `update clinic_change_bookings set state = $3, revision = $4 where change_id = $1 and booking_id = $2`;
    if (!stays) return void (await rows(tx, mark, [changeId, id, 'left', null]));
    const revision = await reviseBooking(tx, id, clinicId, 'booked');
    const event = { bookingId: id, clinicId, revision, kind: tellingOf(kind), actor: 'team' };
    await recordEvent(tx, event, now);
    await queueMessages(tx, actionMessages(tellingOf(kind), { id, clinicId, revision, channels }, now));
    await rows(tx, mark, [changeId, id, 'queued', revision]);
  }
}

/** The next of those who wait, locked as whoever changes a booking locks it. */
async function lockConcerned(tx: Tx, changeId: string, clinicId: string): Promise<Concerned[]> {
  return rows<Concerned>(
    tx,
    `select b.id, b.status = 'booked' and b.clinic_id = $2 and b.erased_at is null as stays,
       array(select channel from consents where booking_id = b.id) as channels
     from bookings b
     where b.id in (
       select booking_id from clinic_change_bookings where change_id = $1 and state = 'waiting'
       order by booking_id limit ${BATCH})
     order by b.id for update of b`,
    [changeId, clinicId],
  );
}
