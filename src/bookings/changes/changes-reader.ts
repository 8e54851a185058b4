import { Injectable } from '@nestjs/common';
import { inScope, scopeParam } from '../../access/caller.js';
import type { ClinicScope } from '../../access/caller.js';
import { Database } from '../../platform/database.js';
import type { ChangeKind } from './change-kinds.js';
import type { Reach } from './reach.js';
import { REACH, REACHED_FROM } from './reach.js';

/** A decision, with how many bookings it has reached so far. Names nobody. */
export interface ChangeProgress {
  id: string;
  clinicId: string;
  clinicTitle: string;
  timeZone: string;
  kind: ChangeKind;
  summary: string;
  reason: string | null;
  madeBy: string;
  madeAt: Date;
  bookings: number;
  /** How many bookings are reached how. */
  reach: Record<Reach, number>;
  /** Messages that were given up, of those that were called off by an opt-out or failed. */
  failed: number;
}

interface Row extends Omit<ChangeProgress, 'reach' | 'bookings'> {
  reach: Partial<Record<Reach, number>> | null;
}

const NONE: Record<Reach, number> = { waiting: 0, told: 0, delivered: 0, call: 0, reached: 0, moved_on: 0 };

const PROGRESS = `
  select h.id, c.id as "clinicId", c.title as "clinicTitle", c.time_zone as "timeZone", h.kind, h.summary, h.reason,
    h.made_by as "madeBy", h.made_at as "madeAt",
    (select json_object_agg(reach, n) from (
      select reach, count(*) as n from (select ${REACH} as reach from ${REACHED_FROM} where r.change_id = c_h.id) x
      group by reach) y) as reach,
    (select count(*)::integer from clinic_change_bookings r join messages m on m.subject_id = r.booking_id
      where r.change_id = c_h.id and r.revision is not null and m.state in ('failed', 'undelivered', 'unknown')
        and m.dedupe_key like 'clinic\\_%:' || r.booking_id || ':' || r.revision || ':%') as failed
  from clinic_changes h join clinics c on c.id = h.clinic_id cross join lateral (select h.id) c_h`;

/** Reads of what was decided about clinics: one query each, whatever the number of people. */
@Injectable()
export class ChangesReader {
  constructor(private readonly database: Database) {}

  /** The decisions about one clinic, the latest first. */
  async ofClinic(clinicId: string, scope: ClinicScope): Promise<ChangeProgress[]> {
    return this.read(`c.id = $2 and ${inScope(1)} order by h.n desc`, scope, clinicId);
  }

  /** One decision about a clinic; undefined is all that one learns of others. */
  async one(clinicId: string, changeId: string, scope: ClinicScope): Promise<ChangeProgress | undefined> {
    return (await this.read(`c.id = $2 and h.id = $3 and ${inScope(1)}`, scope, clinicId, changeId))[0];
  }

  private async read(where: string, scope: ClinicScope, ...values: unknown[]): Promise<ChangeProgress[]> {
    const found = await this.database.query<Row>(`${PROGRESS} where ${where}`, [scopeParam(scope), ...values]);
    return found.map((row) => {
      const reach = { ...NONE, ...row.reach };
      return { ...row, reach, bookings: Object.values(reach).reduce((all, n) => all + n, 0) };
    });
  }
}
