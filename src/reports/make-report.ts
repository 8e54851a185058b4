import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Caller } from '../access/caller.js';
import { TEAM_ZONE } from '../i18n/dates.js';
import { Clock } from '../platform/clock.js';
import { invalid, notFound } from '../platform/errors.js';
import type { Counts, ReportClinic } from './report-reads.js';
import { ReportReader } from './report-reader.js';
import type { Season } from './report-rules.js';
import { seasonFault, seasonOf } from './report-rules.js';

/** What is counted of one clinic. */
export interface ClinicReport extends Counts {
  clinic: ReportClinic;
}

/** What is counted of a season. */
export interface SeasonReport extends Counts {
  season: Season;
  /** Those that are counted. */
  clinics: ReportClinic[];
  /** How many were called off, of which nothing is counted. */
  calledOff: number;
}

/** Counts what came of a clinic, or of all clinics of a season that the caller may know of. */
@Injectable()
export class MakeReport {
  constructor(
    private readonly reader: ReportReader,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 */
  async ofClinic(id: string, caller: Pick<Caller, 'clinics'>): Promise<ClinicReport> {
    const clinic = await this.reader.clinic(id, caller.clinics, this.clock.now());
    if (!clinic) throw notFound();
    return { clinic, ...(await this.reader.counts([clinic])) };
  }

  /** @throws AppError 422 for a season that ends before it begins, or is too long */
  async ofSeason(asked: Partial<Season>, caller: Pick<Caller, 'clinics'>): Promise<SeasonReport> {
    const now = this.clock.now();
    const season = this.season(asked);
    const fault = seasonFault(season);
    if (fault) throw invalid(fault);
    const found = await this.reader.clinics(season, caller.clinics, now);
    const clinics = found.filter(({ status }) => status !== 'cancelled');
    return { season, clinics, calledOff: found.length - clinics.length, ...(await this.reader.counts(clinics)) };
  }

  /** What is asked about, with what was left out filled in. */
  season(asked: Partial<Season>): Season {
    const today = DateTime.fromJSDate(this.clock.now(), { zone: TEAM_ZONE }).toISODate() ?? '';
    return seasonOf(asked, today);
  }
}
