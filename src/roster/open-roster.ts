import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller.js';
import { Views } from '../access/views.js';
import type { ClinicDetails } from '../clinics/clinic-reads.js';
import { ClinicReader } from '../clinics/clinic-reader.js';
import { Clock } from '../platform/clock.js';
import { conflict, notFound } from '../platform/errors.js';
import { TeamNames } from '../staff/team-names.js';
import type { RosterRow } from './roster-reader.js';
import { RosterReader } from './roster-reader.js';

/** Everything that stands on a roster. */
export interface OpenedRoster {
  clinic: ClinicDetails;
  stations: string[];
  people: RosterRow[];
  /** What those are called who tapped. */
  names: (actor: string | null) => string;
}

/** A device that stays open reads the list again and again: that is one look, for this long. */
const ONE_LOOK_MS = 15 * 60_000;

/** Opens the roster of a clinic that has one, for whoever may; each opening is a look at its people. */
@Injectable()
export class OpenRoster {
  private readonly looks = new Map<string, number>();

  constructor(
    private readonly clinics: ClinicReader,
    private readonly reader: RosterReader,
    private readonly names: TeamNames,
    private readonly views: Views,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `roster_not_open` for a clinic that the public does not come to */
  async clinic(id: string, caller: Caller): Promise<ClinicDetails> {
    const clinic = await this.clinics.byId(id, caller.clinics, this.clock.now());
    if (!clinic) throw notFound();
    if (clinic.status !== 'published' && clinic.status !== 'completed') throw conflict('roster_not_open');
    return clinic;
  }

  /**
   * @param again a device that has it open reads it anew
   * @param reason what else than to be looked at, for the audit trail
   */
  async run(id: string, caller: Caller, { again = false, reason = '' } = {}): Promise<OpenedRoster> {
    const clinic = await this.clinic(id, caller);
    const look = `${caller.actor} ${caller.session?.id} ${id}`;
    const now = this.clock.now().getTime();
    if (!again || now - (this.looks.get(look) ?? 0) >= ONE_LOOK_MS) {
      await this.views.record(caller, {
        clinicId: id,
        subjectType: 'clinic',
        subjectId: id,
        reason: reason || undefined,
      });
      this.remember(look, now);
    }
    const [stations, people] = await Promise.all([this.reader.stations(id), this.reader.people(id)]);
    const names = await this.names.of(people.map(({ changedBy }) => changedBy));
    return { clinic, stations, people, names };
  }

  private remember(look: string, now: number): void {
    for (const [old, at] of this.looks) if (now - at >= ONE_LOOK_MS) this.looks.delete(old);
    this.looks.set(look, now);
  }
}
