import { Injectable } from '@nestjs/common';
import type { Planner } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { AppError, invalid } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';
import { dayRule, parse } from '../../platform/validation.js';
import type { Clinic } from '../clinic.entity.js';
import { ClinicDto, SlotPlanDto } from '../clinic.dto.js';
import { clinicInput } from '../plan/clinic-form.js';
import type { ClinicValues } from '../plan/clinic-form.js';
import { insertSlots } from '../plan-slots.js';
import { draftOf, insertDraft } from '../save-clinic.js';
import type { PlannedSlot } from '../slot-plan-rules.js';
import { MAX_SLOTS, planSlots } from '../slot-plan-rules.js';
import type { Column, RowFault, SeasonRow } from './season-csv-rules.js';
import { readSeason } from './season-csv-rules.js';

/** A row as the clinic that it would make. */
export interface PlannedClinic {
  line: number;
  clinic: Clinic;
  slots: PlannedSlot[];
}

/** What a spreadsheet would make, or everything that is wrong with it. */
export interface SeasonPlan {
  planned: PlannedClinic[];
  faults: RowFault[];
}

/** Which column an error at a field of the clinic or its plan is about. */
const COLUMN_OF: Record<string, Column> = {
  ...{ smsName: 'sms_name', venueId: 'venue', joiningLink: 'joining_link', timeZone: 'time_zone' },
  ...{ bookingOpensAt: 'booking_opens', bookingClosesAt: 'booking_closes', everyMinutes: 'every_minutes' },
  ...{ capacity: 'places', gaps: 'breaks' },
};

/** Makes the drafts of a whole season from a spreadsheet: all of them, or none. */
@Injectable()
export class ImportSeason {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Says what would be made and what is wrong; makes it when `apply` says so and nothing is. */
  async run(csv: string, planner: Planner, { apply }: { apply: boolean }): Promise<SeasonPlan> {
    const season = readSeason(csv);
    if (season.faults.length > 0) return { planned: [], faults: season.faults };
    return this.database.transaction(async (tx) => {
      // Two people who import at once would not see each other's clinics.
      await rows(tx, `select pg_advisory_xact_lock(hashtext('import season'))`);
      const plan = await this.plan(tx, season.rows);
      if (!apply || plan.faults.length > 0) return plan;
      for (const { clinic, slots } of plan.planned) {
        await insertDraft(tx, clinic, planner);
        await insertSlots(tx, clinic, slots);
      }
      return plan;
    });
  }

  private async plan(tx: Tx, season: SeasonRow[]): Promise<SeasonPlan> {
    const venues = await rows<{ id: string; name: string }>(tx, 'select id, name from venues order by name, id');
    const there = await rows<{ key: string }>(
      tx,
      `select lower(title) || ' ' || day as key from clinics where day = any($1::date[])`,
      [season.map(({ values }) => values.day).filter((day) => dayRule(day) === undefined)],
    );
    const known = new Set(there.map(({ key }) => key));
    const planned: PlannedClinic[] = [];
    const faults: RowFault[] = [];
    for (const row of season) {
      const key = `${row.values.title.toLowerCase()} ${row.values.day}`;
      try {
        planned.push({ line: row.line, ...this.planRow(row, venues) });
        if (known.has(key)) faults.push({ line: row.line, column: 'title', code: 'clinic_there' });
        known.add(key);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        faults.push(...faultsOf(error, row.line));
      }
    }
    return { planned, faults };
  }

  /** @throws AppError 422 naming every field to mend */
  private planRow({ values }: SeasonRow, venues: { id: string; name: string }[]) {
    const plan = attemptPlan(() => parse(SlotPlanDto, planOf(values)));
    const venue = venues.find(({ name }) => name.toLowerCase() === values.venue.toLowerCase());
    const wrongVenue = values.mode === 'in_person' && !venue ? [{ field: 'venue', code: 'venue_unknown' }] : [];
    const input = attemptPlan(() => clinicInput(ClinicDto, clinicValuesOf(values, venue?.id ?? ''), FIELDS));
    const fields = [...input.fields, ...wrongVenue, ...plan.fields];
    if (!input.value || !plan.value || fields.length > 0) throw new AppError(422, 'invalid', { fields });
    const clinic = draftOf(input.value, this.sealer, this.clock.now());
    const slots = planSlots({ ...plan.value, gaps: plan.value.gaps ?? [] }, clinic.day, clinic.timeZone);
    if (typeof slots === 'string') throw invalid({ field: 'from', code: slots, params: { max: MAX_SLOTS } });
    return { clinic, slots };
  }
}

const FIELDS: (keyof ClinicValues)[] = [
  'title',
  'smsName',
  'mode',
  'venueId',
  'room',
  'joiningLink',
  'timeZone',
  'day',
];

function clinicValuesOf(values: SeasonRow['values'], venueId: string): ClinicValues {
  return {
    ...{ title: values.title, smsName: values.sms_name, mode: values.mode, venueId, room: values.room },
    ...{ joiningLink: values.joining_link, timeZone: values.time_zone || 'America/New_York', day: values.day },
    languages: values.languages.split(/[\s,/]+/).filter(Boolean),
    opens: values.booking_opens.replace(' ', 'T'),
    closes: values.booking_closes.replace(' ', 'T'),
  };
}

function planOf({ from, to, every_minutes: every, places, breaks }: SeasonRow['values']) {
  const whole = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);
  const gaps = breaks
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((one) => ({ from: one.split('-')[0] ?? '', to: one.split('-')[1] ?? '' }));
  return { from, to, everyMinutes: whole(every), capacity: whole(places), gaps };
}

/** A value, or the fields that keep it from being one. */
function attemptPlan<T>(work: () => T): { value?: T; fields: { field: string; code: string }[] } {
  try {
    return { value: work(), fields: [] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { fields: error.details.fields ?? [] };
  }
}

function faultsOf({ details }: AppError, line: number): RowFault[] {
  return (details.fields ?? []).map(({ field, code, params }) => {
    const [name = ''] = field.split('.');
    return { line, column: COLUMN_OF[name] ?? name, code, params };
  });
}
