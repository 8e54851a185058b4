import { randomUUID } from 'node:crypto';
import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { conflict } from '../platform/errors.js';
import { Jobs } from '../platform/jobs/jobs.js';
import type { Shift, WhyNoPlace } from './places.js';
import { isNoPlace, noPlace, shiftPlaces, WHY_NO_PLACE } from './places.js';

/** How long places are kept for whoever is on the phone; as often as they like. */
export const HOLD_MS = 10 * 60_000;
/** How long they are kept once the page is closed: it may have been only loaded again. */
const CLOSED_MS = 20_000;
const TRIES = 3;

export interface Hold {
  id: string;
  expiresAt: Date;
}

/** Keeps places while somebody talks. They count as taken; after its time a hold is given back by whoever wants its places. */
@Injectable()
export class Holds implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Every minute, so that counts look right; nobody waits for it. */
  onModuleInit(): void {
    this.jobs.register({
      name: 'lapsed-holds',
      cron: '* * * * *',
      makeUp: false,
      run: () => this.giveBackLapsed().then(() => {}),
    });
  }

  /**
   * Holds places for one caller, instead of those that `heldBy` holds now: all of it, or nothing changes.
   * @throws AppError 409 slot_full, booking_closed; 422 slot_unknown
   */
  async take(heldBy: string, places: Shift[]): Promise<Hold> {
    const hold = { id: randomUUID(), expiresAt: new Date(this.clock.now().getTime() + HOLD_MS) };
    const slots = places.flatMap(({ slotId, n }) => Array.from({ length: n }, () => slotId));
    const work = () => this.database.transaction((tx) => this.replace(tx, heldBy, hold, places));
    await this.whereRoomIs(slots, work, heldBy);
    return hold;
  }

  /**
   * Ten minutes from now. Also after its time, as long as nobody else wanted the places.
   * @throws AppError 409 hold_gone
   */
  async renew(id: string, heldBy: string): Promise<Hold> {
    const expiresAt = new Date(this.clock.now().getTime() + HOLD_MS);
    const held = await this.database.query(
      'update holds set expires_at = $3 where id = $1 and held_by = $2 returning 1',
      [id, heldBy, expiresAt],
    );
    if (held.length === 0) throw conflict('hold_gone');
    return { id, expiresAt };
  }

  /** The page was closed, or is loaded again: what it holds is free in a moment unless somebody renews it. */
  async leave(id: string, heldBy: string): Promise<void> {
    const soon = new Date(this.clock.now().getTime() + CLOSED_MS);
    await this.database.query('update holds set expires_at = least(expires_at, $3) where id = $1 and held_by = $2', [
      ...[id, heldBy, soon],
    ]);
  }

  /** One of theirs that was not given back. */
  async find(id: string, heldBy: string): Promise<Hold | undefined> {
    const [found] = await this.database.query<Hold>(
      'select id, expires_at as "expiresAt" from holds where id = $1 and held_by = $2',
      [id, heldBy],
    );
    return found;
  }

  /** Gives everything back that it has; a hold that is gone has nothing. */
  async release(id: string, heldBy: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const held = await rows<{ id: string }>(tx, 'select id from holds where id = $1 and held_by = $2 for update', [
        id,
        heldBy,
      ]);
      await this.giveBack(tx, held);
    });
  }

  /**
   * Gives back holds whose time is over: those with places in these slots, or all.
   * @returns how many there were
   */
  async giveBackLapsed(slotIds?: string[]): Promise<number> {
    return this.database.transaction(async (tx) => {
      const held = await rows<{ id: string }>(
        tx,
        `select id from holds h where expires_at <= $1
           and ($2::uuid[] is null or exists (select from hold_places where hold_id = h.id and slot_id = any($2)))
         order by id for update`,
        [this.clock.now(), slotIds],
      );
      await this.giveBack(tx, held);
      return held.length;
    });
  }

  /**
   * Does what takes places, and does it again once lapsed holds were given back when that may be why it could not.
   * @param slotIds one for each place that is wanted
   * @param heldBy whose hold counts as their own
   * @throws AppError as `noPlace`, when there is none
   */
  async whereRoomIs<T>(slotIds: string[], work: () => Promise<T>, heldBy?: string): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (!isNoPlace(error)) throw error;
        const [why] = await this.database.query<WhyNoPlace>(WHY_NO_PLACE, [slotIds, this.clock.now(), heldBy]);
        if (!why?.room || !why.onSale || tries === TRIES) throw noPlace(slotIds, why ?? { known: 0, onSale: false });
        await this.giveBackLapsed(slotIds);
      }
    }
  }

  private async replace(tx: Tx, heldBy: string, { id, expiresAt }: Hold, places: Shift[]): Promise<void> {
    const now = this.clock.now();
    // Two pages of one person at once: one after the other, and the later one has the hold.
    await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`hold ${heldBy}`]);
    const [old] = await rows<{ id: string }>(tx, `select id from holds where held_by = $1 and kind = 'phone'`, [
      heldBy,
    ]);
    const slots = places.map(({ slotId }) => slotId);
    await rows(tx, 'select 1 from take_held($1, $2, $3, $4)', [old?.id, slots, places.map(({ n }) => n), now]);
    await rows(tx, `insert into holds (id, kind, held_by, expires_at, created_at) values ($1, 'phone', $2, $3, $4)`, [
      id,
      heldBy,
      expiresAt,
      now,
    ]);
    await rows(
      tx,
      'insert into hold_places (hold_id, slot_id, n) select $1, * from unnest($2::uuid[], $3::integer[])',
      [id, slots, places.map(({ n }) => n)],
    );
  }

  /** Holds that this transaction has locked. */
  private async giveBack(tx: Tx, holds: { id: string }[]): Promise<void> {
    if (holds.length === 0) return;
    const ids = holds.map(({ id }) => id);
    const places = await rows<Shift>(
      tx,
      'select slot_id as "slotId", -n as n from hold_places where hold_id = any($1::uuid[])',
      [ids],
    );
    await shiftPlaces(tx, places, this.clock.now());
    await rows(tx, 'delete from holds where id = any($1::uuid[])', [ids]);
  }
}
