import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { Sealer } from '../platform/sealing.js';

/** Somebody who is assigned to a clinic. */
export interface Assigned {
  name: string;
  role: string;
}

/** Who is assigned to clinics, by name: one query, whatever their number. */
@Injectable()
export class AssignedTeam {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  async of(clinicIds: string[]): Promise<Map<string, Assigned[]>> {
    const found = await this.database.query<Assigned & { clinicId: string }>(
      `select a.clinic_id as "clinicId", s.name, s.role from clinic_staff a join staff s on s.id = a.staff_id
       where a.clinic_id = any($1::uuid[]) and s.status <> 'left' and s.role in ('coordinator', 'intake')`,
      [clinicIds],
    );
    const teams = new Map<string, Assigned[]>();
    for (const { clinicId, name, role } of found) {
      const one = { name: this.sealer.open(name, 'staff.name'), role };
      teams.set(
        clinicId,
        [...(teams.get(clinicId) ?? []), one].sort((a, b) => a.name.localeCompare(b.name)),
      );
    }
    return teams;
  }
}
