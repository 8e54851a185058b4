import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { callScope, inScope, scopeParam } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import type { BestTime, CallReason } from './call-rules.js';
import { TAKEN_MS } from './call-rules.js';
import { changeCalls, inCallScope, isNeeded, SAME_PERSON } from './call-sql.js';

interface Row {
  id: string;
  reason: CallReason;
  clinicId: string | null;
  bookingId: string | null;
  changeId: string | null;
  name: string | null;
  phone: string | null;
  words: string | null;
  note: string | null;
  language: string | null;
  bestTime: BestTime | null;
  urgent: boolean;
  tries: number;
  revision: number;
  since: Date;
  /** False: they were told after all, or changed what they have. */
  needed: boolean;
  message: { kind: string; channel: 'sms' | 'email'; code: string | null } | null;
}

/** What somebody wrote, opened. */
export interface Said {
  id: string;
  body: string;
  pictures: number;
  at: Date;
}

/** A call that one has taken: whom and what about, opened. Never to be logged. */
export interface OwnCall extends Row {
  replies: Said[];
  /** Other open tasks of the same person that nobody else is at, opened too. */
  also: Pick<OwnCall, 'id' | 'revision' | 'reason' | 'name' | 'language' | 'words' | 'since' | 'replies'>[];
}

const COLUMNS = `k.id, k.reason, k.clinic_id as "clinicId", k.subject_id as "bookingId", k.change_id as "changeId", k.name,
  k.phone, k.words, k.note, k.language, k.best_time as "bestTime", k.urgent, k.tries, k.revision, k.created_at as since`;

const MINE = `
  select ${COLUMNS},
    (${isNeeded(2)}) or exists (select from ${changeCalls(1, 2)} and r.call_id = k.id) as needed,
    (select json_build_object('kind', m.kind, 'channel', m.channel, 'code', m.error_code)
      from messages m where m.id = k.message_id) as message
  from (select * from call_tasks where id = $3 and state = 'taken' and taken_by = $4 and taken_at > $5) k`;

/** `o` is the call that one has taken. */
const ALSO = `
  select ${COLUMNS} from call_tasks o, call_tasks k
  where o.id = $1 and k.id <> o.id and ${isNeeded(3)} and ${SAME_PERSON} and ${inCallScope(4)}
    and (k.state = 'open' or k.taken_at <= $2) order by k.created_at limit 10`;

/** Opens the call that one has taken, and nobody else's. */
@Injectable()
export class OwnCallReader {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Undefined when it is not, or no longer, mine. */
  async read(id: string, { actor, clinics }: Caller): Promise<OwnCall | undefined> {
    const now = this.clock.now();
    const over = new Date(now.getTime() - TAKEN_MS);
    const [row] = await this.database.query<Row>(MINE, [scopeParam(callScope(clinics)), now, id, actor, over]);
    if (!row) return undefined;
    const also = await this.database.query<Row>(ALSO, [id, over, now, scopeParam(callScope(clinics))]);
    const replies = await this.repliesOf(
      [row, ...also].filter(({ reason }) => reason === 'reply').map((one) => one.id),
    );
    const opened = (one: Row) => ({ ...this.opened(one), replies: replies.get(one.id) ?? [] });
    return { ...opened(row), also: also.map(opened) };
  }

  /** Who has taken it, or is at another call to the same person, if it is still theirs; undefined also for what one may not see. */
  async takenBy(id: string, { clinics }: Caller): Promise<string | undefined> {
    const over = new Date(this.clock.now().getTime() - TAKEN_MS);
    const [task] = await this.database.query<{ takenBy: string }>(
      `select o.taken_by as "takenBy" from call_tasks k join call_tasks o on o.id = k.id or ${SAME_PERSON}
       where k.id = $2 and o.state = 'taken' and o.taken_at > $3 and ${inCallScope(1)} order by o.id = k.id desc limit 1`,
      [scopeParam(callScope(clinics)), id, over],
    );
    return task?.takenBy;
  }

  /** Whether there is such a call, as far as one may know. */
  async isThere(id: string, { clinics }: Caller): Promise<boolean> {
    const found = await this.database.query(
      `select from call_tasks k where k.id = $2 and ${inCallScope(1)}
       union all
       select from clinic_change_bookings r join clinic_changes h on h.id = r.change_id join clinics c on c.id = h.clinic_id
       where r.call_id = $2 and ${inScope(1)}`,
      [scopeParam(callScope(clinics)), id],
    );
    return found.length > 0;
  }

  private async repliesOf(ids: string[]): Promise<Map<string, Said[]>> {
    const found = await this.database.query<Said & { taskId: string }>(
      `select id, call_task_id as "taskId", body, pictures, received_at as at from replies
       where call_task_id = any($1) and body is not null order by received_at`,
      [ids],
    );
    const said = new Map<string, Said[]>();
    for (const { taskId, body, ...rest } of found) {
      const opened = { ...rest, body: this.sealer.open(body, 'replies.body') };
      said.set(taskId, [...(said.get(taskId) ?? []), opened]);
    }
    return said;
  }

  private opened(row: Row): Row {
    const open = (column: 'name' | 'phone' | 'words' | 'note') => {
      const sealed = row[column];
      return sealed && this.sealer.open(sealed, `call_tasks.${column}`);
    };
    return { ...row, name: open('name'), phone: open('phone'), words: open('words'), note: open('note') };
  }
}
