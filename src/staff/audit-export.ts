import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import { recordAudit } from '../access/audit.js';
import type { Caller } from '../access/caller.js';
import { TEAM_ZONE } from '../i18n/dates.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { LongTasks } from '../platform/long-tasks/long-tasks.js';
import type { Step, TaskParams } from '../platform/long-tasks/long-tasks.js';
import { Sealer } from '../platform/sealing.js';

const KIND = 'audit-export';
/** Rows in one step: a moment's work, and about a hundred kilobytes. */
const ROWS = 500;

const COLUMNS = [
  'at',
  'actor',
  'actor_name',
  'action',
  'clinic_id',
  'clinic',
  'subject_type',
  'subject_id',
  'address_key',
  'request_id',
  'reason',
] as const;

type Row = Record<(typeof COLUMNS)[number], string | null> & { id: string; staff_name: string | null };

interface Wanted {
  /** Civil days of the team, both of them in the file. */
  from: string;
  to: string;
  reason: string;
}

const PAGE = `
  select e.id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.actor, e.action,
    e.clinic_id, c.title as clinic, e.subject_type, e.subject_id, e.ip_ix as address_key, e.request_id, e.reason,
    s.name as staff_name, t.name as actor_name
  from audit_events e
  left join clinics c on c.id = e.clinic_id
  left join staff s on e.actor = 'staff:' || s.id
  left join api_tokens t on e.actor = 'token:' || t.id
  where e.id > $1 and e.id <= $2 and e.at >= $3 and e.at < $4 order by e.id limit ${ROWS}`;

/** The audit trail of some days as a CSV file, made as a long task. That somebody asked for it, and why, stands in the trail. */
@Injectable()
export class AuditExport implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly tasks: LongTasks,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.tasks.register({ name: KIND, step: (tx, params, mark) => this.step(tx, params, mark) });
  }

  /** Asks for the file; returns the task's id. What is recorded from now on is not in it, also this request itself. */
  async run({ from, to, reason }: Wanted, caller: Caller): Promise<string> {
    return this.database.transaction(async (tx) => {
      const [found] = await rows<{ total: number; first: string | null; last: string | null }>(
        tx,
        `select count(*)::integer as total, min(id)::text as first, max(id)::text as last from audit_events
         where at >= $1 and at < $2`,
        days(from, to),
      );
      const span = { from, to, first: found?.first ?? '0', last: found?.last ?? '0' };
      const subject = { subjectType: 'audit', subjectId: `${from}/${to}`, reason };
      await recordAudit(tx, { ...caller, action: 'audit_exported', ...subject }, this.clock.now());
      return this.tasks.start(tx, {
        ...{ kind: KIND, title: `Audit trail, ${words(from)} to ${words(to)}`, fileName: `audit-${from}-to-${to}.csv` },
        ...{ params: span, total: found?.total ?? 0, madeBy: caller.actor, permission: 'audit.export' },
      });
    });
  }

  private async step(tx: Tx, params: TaskParams, mark: string | null): Promise<Step> {
    const [from, to] = days(String(params.from), String(params.to));
    const after = mark ?? (BigInt(params.first ?? 0) - 1n).toString();
    const found = await rows<Row>(tx, PAGE, [after, params.last, from, to]);
    const records = found.map((row) => ({ ...row, actor_name: this.nameOf(row) }));
    const part = stringify(records, {
      columns: [...COLUMNS],
      header: mark === null,
      // Tells spreadsheets that the letters are UTF-8; and what begins like a formula must not be one there.
      bom: mark === null,
      escape_formulas: true,
      record_delimiter: 'windows',
    });
    return { mark: found.length < ROWS ? null : (found.at(-1)?.id ?? null), done: found.length, part };
  }

  private nameOf({ staff_name, actor_name }: Row): string | null {
    return staff_name === null ? actor_name : this.sealer.open(staff_name, 'staff.name');
  }
}

/** `Nov 24, 2026` */
const words = (day: string) => DateTime.fromISO(day).toFormat('LLL d, yyyy');

/** From the first moment of one civil day to the last of another. */
function days(from: string, to: string): [Date, Date] {
  const start = (day: string) => DateTime.fromISO(day, { zone: TEAM_ZONE }).startOf('day');
  return [start(from).toJSDate(), start(to).plus({ days: 1 }).toJSDate()];
}
