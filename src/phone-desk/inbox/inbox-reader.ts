import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { callScope, scopeParam } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { grouped } from '../said-words.js';
import { TAKEN_MS } from '../tasks/call-rules.js';
import { inCallScope } from '../tasks/call-sql.js';
import { REPLY_OF, replyInScope } from '../tasks/reply-sql.js';
import { firstName } from './inbox-rules.js';
import { WAITS } from './inbox-sql.js';

/** A conversation, as the list shows it. */
interface Listed {
  /** The reply that it is opened by; null once what they wrote is erased. */
  id: string | null;
  /** Their first name, or the number. */
  who: string;
  language: string | null;
  text: string;
  pictures: number;
  at: Date | null;
  bookingId: string | null;
  reference: string | null;
  clinicTitle: string | null;
  clinicId: string | null;
  timeZone: string | null;
  startsAt: Date | null;
}

export interface WaitingOne extends Listed {
  taskId: string;
  since: Date;
  forStaff: string | null;
  toCall: boolean;
  takenBy: string | null;
  takenAt: Date | null;
}

export interface RecentOne extends Listed {
  beingAnswered: boolean;
  /** What our program answered to the last that they wrote. */
  answer: string | null;
  /** Texts to them stopped or began again with it. */
  opted: boolean;
  /** Who of the team closed what waited, or wrote last. */
  answeredBy: string | null;
  closed: boolean;
  /** Their booking has no place any more. */
  freed: boolean;
}

/** Shown at once; the rest comes when these are answered. */
export const MOST_WAITING = 100;
export const PAGE = 25;
const DAYS_BACK = 7;

const ABOUT = `coalesce(k.language, b.language) as language, b.id as "bookingId", b.name, b.reference, c.title as "clinicTitle",
  c.id as "clinicId", c.time_zone as "timeZone",
  (select min(s.starts_at) from attendees a join slots s on s.id = a.slot_id
    where a.booking_id = b.id and (a.status <> 'cancelled' or b.status = 'cancelled')) as "startsAt"`;

const WAITING = `
  select l.id, k.phone, l.body, coalesce(l.pictures, 0) as pictures, l.received_at as at, ${ABOUT},
    k.id as "taskId", k.created_at as since, k.for_staff as "forStaff", k.to_call as "toCall",
    case when k.taken_at > $2 then k.taken_by end as "takenBy", case when k.taken_at > $2 then k.taken_at end as "takenAt"
  from call_tasks k left join bookings b on b.id = k.subject_id and b.erased_at is null left join clinics c on c.id = k.clinic_id
  left join lateral (select * from replies r where r.call_task_id = k.id and r.body is not null
    order by r.number desc limit 1) l on true
  where ${WAITS} and ${inCallScope(1)} order by k.created_at, k.id limit ${MOST_WAITING}`;

/** The last of each number that nobody waits for, `$2` since when; one more than a page, from `$3` on. */
const RECENT = `
  select r.id, r.sender as phone, r.body, r.pictures, r.received_at as at, r.state = 'waiting' as "beingAnswered", r.answer,
    r.opted, k.closed_at is not null as closed, b.status = 'cancelled' as freed, ${ABOUT},
    (select s.actor from staff_answers s join replies sr on sr.id = s.reply_id
      where sr.phone_ix = r.phone_ix and s.at >= r.received_at order by s.at desc limit 1) as "answeredBy"
  from (
    select distinct on (r.phone_ix) r.*, c.id as clinic_id from replies r ${REPLY_OF}
    where r.body is not null and r.received_at > $2 and ${replyInScope(1)} order by r.phone_ix, r.number desc) r
  left join call_tasks k on k.id = r.call_task_id left join bookings b on b.id = r.booking_id and b.erased_at is null
  left join clinics c on c.id = r.clinic_id
  where not exists (select from call_tasks o where o.reason = 'reply' and o.closed_at is null and o.phone_ix = r.phone_ix)
  order by r.number desc offset $3 limit ${PAGE + 1}`;

/** `$1` the scope. */
const COUNT = `
  select count(*)::integer as count, min(k.created_at) as oldest,
    (count(*) filter (where k.for_staff = $2::uuid))::integer as mine
  from call_tasks k where ${WAITS} and ${inCallScope(1)}`;

type Sealed<T> = Omit<T, 'who' | 'text'> & { phone: string | null; name: string | null; body: string | null };

/** Reads who waits for an answer, and who was answered lately: a query each, whatever their number. */
@Injectable()
export class InboxReader {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Those who wait, the longest first. */
  async waiting({ clinics }: Pick<Caller, 'clinics'>): Promise<WaitingOne[]> {
    const over = new Date(this.clock.now().getTime() - TAKEN_MS);
    const found = await this.database.query<Sealed<WaitingOne>>(WAITING, [scopeParam(callScope(clinics)), over]);
    return found.map((row) => this.opened(row, 'call_tasks.phone'));
  }

  /** Whom nobody needs to answer: by our program, by the team, or not at all. The latest first. */
  async recent({ clinics }: Pick<Caller, 'clinics'>, page: number): Promise<{ recent: RecentOne[]; more: boolean }> {
    const since = new Date(this.clock.now().getTime() - DAYS_BACK * 24 * 3_600_000);
    const values = [scopeParam(callScope(clinics)), since, (page - 1) * PAGE];
    const found = await this.database.query<Sealed<RecentOne>>(RECENT, values);
    const recent = found.slice(0, PAGE).map((row) => this.opened(row, 'replies.sender'));
    return { recent, more: found.length > PAGE };
  }

  /** How many wait, since when the one who waits longest does, and how many were handed over to whoever asks. */
  async count({ clinics, session }: Pick<Caller, 'clinics' | 'session'>) {
    const [row] = await this.database.query<{ count: number; oldest: Date | null; mine: number }>(COUNT, [
      scopeParam(callScope(clinics)),
      session?.staffId ?? null,
    ]);
    return row ?? { count: 0, oldest: null, mine: 0 };
  }

  private opened<T>({ phone, name, body, ...rest }: Sealed<T>, place: string) {
    const number = phone ? grouped(this.sealer.open(phone, place)) : '';
    const who = name ? firstName(this.sealer.open(name, 'bookings.name')) : number;
    return { ...rest, who, text: body ? this.sealer.open(body, 'replies.body') : '' } as T & Listed;
  }
}
