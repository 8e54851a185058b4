import { DateTime } from 'luxon';
import { TEAM_ZONE } from '../i18n/dates.js';
import type { SmsLimits } from '../platform/config.js';
import type { Database, Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';
import type { MessageRow } from './kinds.js';
import { sourcesOf } from './message-states.js';

/** Our numbers send this far ahead of their pace; the provider keeps what comes faster in a queue of its own. */
const AHEAD_SECONDS = 5;
/** More than any text of ours has. A queue that is longer than that was written by a clock that was ahead. */
const LONGEST_SEGMENTS = 30;
/** What can wait leaves this much of a day's texts to what answers somebody's own action. */
const FOR_THOSE_THAT_WAIT = 0.8;
/** What waits for the next day waits for its morning: it is nothing that goes by night. */
const MORNING = { hour: 8 };

/** The day of the cap begins where the team is. */
const dayOf = (now: Date) => DateTime.fromJSDate(now, { zone: TEAM_ZONE });

/** When our numbers are free: `$1` is now. A clock that was set back must not stop them for as long. */
const freeAt = (perSecond: string, at = 'free_at') => `
  case when ${at} > $1::timestamptz + make_interval(secs => ${AHEAD_SECONDS} + ${LONGEST_SEGMENTS} / ${perSecond})
    then $1::timestamptz else greatest(${at}, $1::timestamptz) end`;

/** A turn in the queue of our numbers; that it is not its turn; or that this day's texts are used up, until when. */
export type Turn = 'now' | 'in_queue' | { usedUpUntil: Date };

interface PaceRow {
  /** Milliseconds since 1970, with fractions. */
  freeAt: number;
  day: string;
  segments: number;
}

/**
 * The queue of our numbers; one row for all processes, held from `open` until the transaction is over: the last thing in it
 * but marking what goes.
 */
export class Pace {
  private constructor(
    private readonly limits: SmsLimits,
    private readonly now: Date,
    private row: PaceRow,
  ) {}

  static async open(tx: Tx, limits: SmsLimits, now: Date): Promise<Pace> {
    const read = `select extract(epoch from free_at)::double precision * 1000 as "freeAt", day::text, segments
      from sms_pace for update`;
    const first = `insert into sms_pace (id, free_at, day, segments) values (1, $1, 'epoch', 0) on conflict do nothing`;
    let [row] = await rows<PaceRow>(tx, read);
    if (!row) {
      await rows(tx, first, [now]);
      [row] = await rows<PaceRow>(tx, read);
    }
    if (!row) throw new Error('no pace');
    return new Pace(limits, now, row);
  }

  /** Takes the turn of a text of so many segments, if it is its turn. */
  take(priority: MessageRow['priority'], segments: number): Turn {
    const { segmentsPerSecond, segmentsPerDay } = this.limits;
    const [now, today] = [this.now.getTime(), dayOf(this.now)];
    const day = today.toISODate() ?? '';
    const used = segments + (this.row.day === day ? this.row.segments : 0);
    const most = priority > 0 ? Math.floor(segmentsPerDay * FOR_THOSE_THAT_WAIT) : segmentsPerDay;
    if (used > most) {
      return { usedUpUntil: today.plus({ days: 1 }).startOf('day').set(MORNING).toJSDate() };
    }
    const ahead = AHEAD_SECONDS * 1000;
    // A clock that was set back must not stop them for as long.
    const longest = now + ahead + (LONGEST_SEGMENTS * 1000) / segmentsPerSecond;
    const freeAt = this.row.freeAt > longest ? now : Math.max(this.row.freeAt, now);
    if (freeAt > now + ahead) return 'in_queue';
    this.row = { freeAt: freeAt + (segments * 1000) / segmentsPerSecond, day, segments: used };
    return 'now';
  }

  async save(tx: Tx): Promise<void> {
    const { freeAt, day, segments } = this.row;
    const text = 'update sms_pace set free_at = to_timestamp($1::double precision / 1000), day = $2, segments = $3';
    await rows(tx, text, [freeAt, day, segments]);
  }
}

/**
 * Gives back what a try took of the texts of its day: only for the caller that knows that the provider took nothing, while the
 * message is still in that try, and before it is moved. The order of locks is that of the gate.
 */
export async function giveBack(tx: Tx, { id, attempts }: MessageRow, passedAt: Date): Promise<void> {
  const day = dayOf(passedAt).toISODate();
  const held = await rows(tx, 'select 1 from sms_pace where day = $1 for update', [day]);
  // What was used up of another day is nobody's concern any more.
  if (held.length === 0) return;
  const text = `
    with m as (
      select segments from messages where id = $1 and attempts = $2 and state = any($3) and channel = 'sms' for update)
    update sms_pace p set segments = greatest(0, p.segments - m.segments) from m where m.segments > 0`;
  await rows(tx, text, [id, attempts, sourcesOf('queued')]);
}

/** How many segments may go at this moment, at the most; the turn decides: SQL, of `$1` now and a number a second. */
export const allowance = (perSecond: number) =>
  `coalesce((select greatest(0, ceil(extract(epoch from $1::timestamptz + interval '${AHEAD_SECONDS} seconds' - (${freeAt(String(perSecond))}))
     * ${perSecond})) from sms_pace), ${AHEAD_SECONDS * Math.ceil(perSecond)})::integer`;

/** How many segments went on the day that `now` is in. */
export async function segmentsOfDay(database: Database, now: Date): Promise<number> {
  const today = await database.query<{ segments: number }>('select segments from sms_pace where day = $1', [
    dayOf(now).toISODate(),
  ]);
  return today[0]?.segments ?? 0;
}
