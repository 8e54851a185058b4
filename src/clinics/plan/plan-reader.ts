import { Injectable } from '@nestjs/common';
import type { Planner } from '../../access/caller.js';
import { Database } from '../../platform/database.js';
import { notFound } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';
import { isInScope } from '../../access/caller.js';
import { Clinic } from '../clinic.entity.js';

/** A clinic as its planners see it. */
export interface PlannedClinic {
  clinic: Clinic;
  /** Opened; empty where there is none. */
  joiningLink: string;
  /** Places that people have, over all its slots. */
  taken: number;
  /** How many slots it has. */
  slots: number;
}

/** Reads a clinic for whoever plans it: two queries. */
@Injectable()
export class PlanReader {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** @throws AppError 404 */
  async one(id: string, { clinics }: Pick<Planner, 'clinics'>): Promise<PlannedClinic> {
    const clinic = await this.database.dataSource.getRepository(Clinic).findOneBy({ id });
    if (!clinic || !isInScope(clinics, clinic)) throw notFound();
    const [count] = await this.database.query<{ taken: number; slots: number }>(
      'select coalesce(sum(taken), 0)::integer as taken, count(*)::integer as slots from slots where clinic_id = $1',
      [id],
    );
    const { joiningLink: sealed } = clinic;
    const joiningLink = sealed ? this.sealer.open(sealed, 'clinics.joining_link') : '';
    return { clinic, joiningLink, taken: count?.taken ?? 0, slots: count?.slots ?? 0 };
  }
}
