import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { callScope, inScope, scopeParam } from '../../access/caller.js';
import { TEAM_ZONE } from '../../i18n/dates.js';
import { TROUBLE } from '../../messaging/message-words.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database.js';
import { costOf, PAID } from './cost-rules.js';

/** How many messages, and what became of them. */
export interface Sent {
  texts: number;
  emails: number;
  arrived: number;
  /** Waits, goes out, or went and nothing was heard of it yet. */
  onTheWay: number;
  trouble: number;
  notSent: number;
  segments: number;
  cost: number;
}

export interface DaySent extends Sent {
  /** `2026-12-01`, in Boston. */
  day: string;
}

export const DAYS_BACK = 30;

/** Every message by the day that it was due, in the days up to $1; `$2` is the zone of the team. */
const BY_DAY = `
  select to_char((m.due_at at time zone $2)::date, 'YYYY-MM-DD') as day,
    count(*) filter (where channel = 'sms')::integer as texts, count(*) filter (where channel = 'email')::integer as emails,
    count(*) filter (where state = 'delivered' or (state = 'sent' and channel = 'email'))::integer as arrived,
    count(*) filter (where state in ('queued', 'sending') or (state = 'sent' and channel = 'sms'))::integer as "onTheWay",
    count(*) filter (where state = any($3))::integer as trouble,
    count(*) filter (where state = 'suppressed')::integer as "notSent",
    coalesce(sum(segments) filter (where state = any($4)), 0)::integer as segments
  from messages m left join clinics c on c.id = m.clinic_id
  where m.due_at <= $1 and (m.due_at at time zone $2)::date > ($1::timestamptz at time zone $2)::date - ${DAYS_BACK}`;

/** What was sent and spent by day. */
@Injectable()
export class Spending {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /** Of the clinics that one sees; an administrator's also hold what belongs to no clinic. The latest day first. */
  async byDay({ clinics }: Pick<Caller, 'clinics'>, now: Date): Promise<DaySent[]> {
    const found = await this.database.query<Omit<DaySent, 'cost'>>(
      `${BY_DAY} and (case when m.clinic_id is null then 'all' = any($5::text[]) else ${inScope(5)} end)
       group by 1 order by 1 desc`,
      [now, TEAM_ZONE, TROUBLE, PAID, scopeParam(callScope(clinics))],
    );
    return found.map((row) => ({ ...row, cost: costOf(row.segments, this.config.smsPrice) }));
  }
}

/** Several days together. */
export function together(days: Sent[]): Sent {
  const sum = (name: keyof Sent) => days.reduce((all, one) => all + one[name], 0);
  return {
    ...{ texts: sum('texts'), emails: sum('emails'), arrived: sum('arrived'), onTheWay: sum('onTheWay') },
    ...{ trouble: sum('trouble'), notSent: sum('notSent'), segments: sum('segments'), cost: sum('cost') },
  };
}
