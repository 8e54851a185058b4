import { DateTime } from 'luxon';
import type { FieldError } from '../../platform/errors.js';
import { AppError, invalid } from '../../platform/errors.js';
import { dayRule, parse } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { ticked, typed } from '../../staff/forms.js';
import { timeZoneRule } from '../clinic-rules.js';
import type { Clinic } from '../clinic.entity.js';
import { wallTime } from '../slot-plan-rules.js';

/** The form of a clinic as it was typed. */
export interface ClinicValues {
  title: string;
  smsName: string;
  mode: string;
  venueId: string;
  room: string;
  joiningLink: string;
  timeZone: string;
  day: string;
  languages: string[];
  /** Wall times of the clinic's zone, `2026-12-04T17:00`. */
  opens: string;
  closes: string;
}

export const EMPTY: ClinicValues = {
  ...{ title: '', smsName: '', mode: 'in_person', venueId: '', room: '', joiningLink: '' },
  ...{ timeZone: 'America/New_York', day: '', languages: ['en'], opens: '', closes: '' },
};

/** What a form holds. */
export function clinicValues(form: PostedForm): ClinicValues {
  const text = (name: string) => typed(form, name);
  return {
    ...{ title: text('title'), smsName: text('smsName'), mode: text('mode'), venueId: text('venueId') },
    ...{ room: text('room'), joiningLink: text('joiningLink'), timeZone: text('timeZone'), day: text('day') },
    ...{ languages: ticked(form, 'languages'), opens: text('bookingOpensAt'), closes: text('bookingClosesAt') },
  };
}

/** A clinic as its form shows it; `joiningLink` is opened. */
export function valuesOf(clinic: Clinic, joiningLink: string): ClinicValues {
  const { title, smsName, mode, venueId, room, timeZone, day, languages } = clinic;
  const wall = (at: Date | null) =>
    at ? DateTime.fromJSDate(at, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm") : '';
  const given = {
    title,
    smsName,
    mode,
    venueId: venueId ?? '',
    room: room ?? '',
    joiningLink,
    timeZone,
    day,
    languages,
  };
  return { ...given, opens: wall(clinic.bookingOpensAt), closes: wall(clinic.bookingClosesAt) };
}

/**
 * What is typed as the DTO takes it: wall times become moments in the clinic's zone, what is empty is not there.
 * @throws AppError 422 naming every field to mend
 */
export function clinicInput<T extends object>(
  dto: new () => T,
  values: ClinicValues,
  fields: (keyof ClinicValues)[],
): T {
  const { opens, closes, languages, ...texts } = values;
  const zone = timeZoneRule(values.timeZone) ? 'utc' : values.timeZone;
  const moments = [moment('bookingOpensAt', opens, zone), moment('bookingClosesAt', closes, zone)];
  const faults = moments.flatMap(({ fault }) => fault ?? []);
  const [bookingOpensAt, bookingClosesAt] = moments.map(({ iso }) => iso);
  const given = Object.entries(texts).filter(([name]) => fields.includes(name as keyof ClinicValues));
  const optional = ['venueId', 'room', 'joiningLink'];
  const plain = given.map(([name, text]) => [name, text === '' && optional.includes(name) ? null : text] as const);
  const body = { ...Object.fromEntries(plain), languages, bookingOpensAt, bookingClosesAt };
  return collected(faults, () => parse(dto, body));
}

/** Runs a check; what it finds wrong comes together with what was found before. */
function collected<T>(faults: FieldError[], work: () => T): T {
  try {
    const value = work();
    if (faults.length > 0) throw invalid(...faults);
    return value;
  } catch (error) {
    const found = error instanceof AppError ? (error.details.fields ?? []) : [];
    if (found.length === 0 || found === faults) throw error;
    const missing = faults.filter(({ field }) => !found.some((one) => one.field === field));
    throw invalid(...found, ...missing);
  }
}

/** A wall time as a moment; null when nothing was typed. */
function moment(field: string, wall: string, zone: string): { iso: string | null; fault?: FieldError } {
  if (wall === '') return { iso: null };
  const [day = '', time = ''] = wall.split('T');
  const [, hours, minutes] = /^(\d\d):(\d\d)(?::\d\d)?$/.exec(time) ?? [];
  if (dayRule(day) || hours === undefined) return { iso: null, fault: { field, code: 'moment_form' } };
  const at = wallTime(day, Number(hours) * 60 + Number(minutes), zone);
  return at ? { iso: at.toISOString() } : { iso: null, fault: { field, code: 'no_such_time' } };
}
