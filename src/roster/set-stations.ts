import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Caller } from '../access/caller.js';
import { lockClinic } from '../clinics/clinics.repository.js';
import { Clock } from '../platform/clock.js';
import { Database, rows } from '../platform/database.js';
import { conflict, invalid } from '../platform/errors.js';
import { MAX_STATIONS } from './roster-rules.js';
import { TELL_LIST } from './tap-roster.js';

const STATIONS = 'select name from clinic_stations where clinic_id = $1 order by position';

/** Sets the stations of a clinic, in the order of the way. */
@Injectable()
export class SetStations {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Whoever stands at one that is no more stands at none.
   * @param read the names, one on each line, that whoever sets them has read
   * @returns how many those are
   * @throws AppError 404; 409 `roster_not_open`; 422 `stations_changed` when somebody else has set them meanwhile
   */
  async run(clinicId: string, names: string[], read: string, caller: Caller): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const clinic = await lockClinic(tx, clinicId, caller.clinics);
      if (clinic.status !== 'published' && clinic.status !== 'completed') throw conflict('roster_not_open');
      const before = await rows<{ name: string }>(tx, STATIONS, [clinicId]);
      if (before.map(({ name }) => name).join('\n') !== read.replaceAll('\r', ''))
        throw invalid({ field: 'stations', code: 'stations_changed' });
      // A tap to a station that goes now was before this, or waits and finds it gone; one to another waits and goes on.
      await rows(tx, 'delete from clinic_stations where clinic_id = $1 and name <> all($2::text[])', [clinicId, names]);
      await rows(tx, `update clinic_stations set position = position + ${MAX_STATIONS} where clinic_id = $1`, [
        clinicId,
      ]);
      await rows(
        tx,
        `insert into clinic_stations (clinic_id, position, name)
         select $1, n, name from unnest($2::text[]) with ordinality as s (name, n)
         on conflict (clinic_id, name) do update set position = excluded.position`,
        [clinicId, names],
      );
      const moved = await rows(
        tx,
        `update attendees set station = null, station_at = null, called_at = null, version = version + 1, changed_at = $3,
           changed_by = $4
         where clinic_id = $1 and station is not null and station <> all($2::text[]) returning id`,
        [clinicId, names, now, caller.actor],
      );
      await rows(tx, TELL_LIST, [clinicId]);
      const event = { action: 'stations_set', clinicId, subjectType: 'clinic', subjectId: clinicId };
      await recordAudit(tx, { ...caller, ...event }, now);
      return moved.length;
    });
  }
}
