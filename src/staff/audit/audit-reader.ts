import { Injectable } from '@nestjs/common';
import type { ClinicScope } from '../../access/caller.js';
import { Database } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { isUuid } from '../../platform/validation.js';

/** What to show of the audit trail; whatever is not given is not asked for. */
export interface AuditFilter {
  /** Who did it: `staff:<id>`, `token:<id>`, `shell`. */
  actor?: string;
  clinicId?: string;
  /** What it was done to: the id of anything, or the reference of a booking. */
  about?: string;
  action?: string;
  from?: Date;
  until?: Date;
  /** Only what is older than this row. */
  before?: string;
}

/** One row, as it stands. */
export interface AuditRow {
  id: string;
  at: Date;
  actor: string;
  action: string;
  clinicId: string | null;
  subjectType: string;
  subjectId: string;
  ipIx: string | null;
  requestId: string | null;
  reason: string | null;
}

/** What ids are called: people of the team, tokens, clinics, bookings. */
export type Names = ReadonlyMap<string, string>;

const COLUMNS = `e.id, e.at, e.actor, e.action, e.clinic_id as "clinicId", e.subject_type as "subjectType",
  e.subject_id as "subjectId", e.ip_ix as "ipIx", e.request_id as "requestId", e.reason`;
const NEWEST = 'order by e.at desc, e.id desc';

/** Reads the audit trail, newest first, a page at a time. */
@Injectable()
export class AuditReader {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** The newest rows that pass, at most `limit`; of a coordinator's clinics alone when the scope is theirs. */
  async page(filter: AuditFilter, scope: ClinicScope, limit: number): Promise<AuditRow[]> {
    const { text, values } = auditQuery(filter, scope, limit);
    return this.database.query<AuditRow>(text, values);
  }

  /** What the ids in these rows are called. */
  async namesIn(found: AuditRow[]): Promise<Names> {
    const ids = found.flatMap((row) => [row.actor.split(':')[1], row.clinicId, row.subjectId].filter(isUuid));
    const named = await this.database.query<{ kind: string; id: string; name: string }>(
      `select 'staff' as kind, id, name from staff where id = any($1::uuid[])
       union all select 'token', id, name from api_tokens where id = any($1::uuid[])
       union all select 'venue', id, name from venues where id = any($1::uuid[])
       union all select 'clinic', id, title || ' on ' || day from clinics where id = any($1::uuid[])
       union all select 'booking', id, reference from bookings where id = any($1::uuid[])`,
      [[...new Set(ids)]],
    );
    return new Map(
      named.map(({ kind, id, name }) => [id, kind === 'staff' ? this.sealer.open(name, 'staff.name') : name]),
    );
  }

  /** Whom one can ask for: everybody, or those on the clinics of the scope. */
  async people(scope: ClinicScope): Promise<{ id: string; name: string }[]> {
    const found = await this.database.query<{ id: string; name: string }>(
      `select id, name from staff s
       where $1::uuid[] is null or exists (select 1 from clinic_staff c where c.staff_id = s.id and c.clinic_id = any($1))`,
      [clinicsOf(scope)],
    );
    const opened = found.map(({ id, name }) => ({ id, name: this.sealer.open(name, 'staff.name') }));
    return opened.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  }

  /** The clinics one can ask for, the newest day first. */
  async clinics(scope: ClinicScope): Promise<{ id: string; name: string }[]> {
    return this.database.query(
      `select id, title || ' on ' || day as name from clinics where $1::uuid[] is null or id = any($1)
       order by day desc, id`,
      [clinicsOf(scope)],
    );
  }
}

/**
 * The statement and its values. Of several clinics each gives its own newest rows by its index, and the newest of those are
 * kept: asked for together they would all have to be sorted.
 */
export function auditQuery(
  filter: AuditFilter,
  scope: ClinicScope,
  limit: number,
): { text: string; values: unknown[] } {
  const { actor, action, about, from, until, before, clinicId } = filter;
  const values: unknown[] = [limit];
  const given = (value: unknown, condition: (n: string) => string) =>
    value === undefined ? [] : [condition(`$${values.push(value)}`)];
  const conditions = [
    ...given(actor, (n) => `e.actor = ${n}`),
    ...given(action, (n) => `e.action = ${n}`),
    ...given(about, (n) =>
      isUuid(about) ? `e.subject_id = ${n}` : `e.subject_id = (select id::text from bookings where reference = ${n})`,
    ),
    ...given(from, (n) => `e.at >= ${n}`),
    ...given(until, (n) => `e.at < ${n}`),
    ...given(before, (n) => `(e.at, e.id) < ((select at from audit_events where id = ${n}::bigint), ${n}::bigint)`),
  ];
  const clinics = within(scope, clinicId);
  if (clinics === null) {
    const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
    return { text: `select ${COLUMNS} from audit_events e ${where} ${NEWEST} limit $1`, values };
  }
  const each = ['e.clinic_id = c.id', ...conditions].join(' and ');
  const ids = given(clinics, (n) => `unnest(${n}::uuid[]) c (id)`).join('');
  const text = `select ${COLUMNS} from ${ids}
    cross join lateral (select * from audit_events e where ${each} ${NEWEST} limit $1) e ${NEWEST} limit $1`;
  return { text, values };
}

/** The clinics of a scope by their ids; null is every one. The trail is not for a scope that goes by states of clinics. */
function clinicsOf(scope: ClinicScope): readonly string[] | null {
  if (scope === 'all') return null;
  return scope === 'published' ? [] : scope;
}

function within(scope: ClinicScope, clinicId?: string): readonly string[] | null {
  const clinics = clinicsOf(scope);
  if (clinicId === undefined) return clinics;
  return clinics === null || clinics.includes(clinicId) ? [clinicId] : [];
}
