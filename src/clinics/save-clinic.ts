import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Planner } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { invalid } from '../platform/errors.js';
import { Sealer } from '../platform/sealing.js';
import type { ClinicChangesDto, ClinicDto } from './clinic.dto.js';
import { Clinic } from './clinic.entity.js';
import { lockClinic, syncWindow } from './clinics.repository.js';

/** Adds a draft clinic. Its slots come with a slot plan, its readers with publishing. */
@Injectable()
export class AddClinic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  /** Who makes it and sees only clinics they are assigned to is assigned to it. */
  async run(input: ClinicDto, planner: Planner): Promise<string> {
    const clinic = draftOf(input, this.sealer, this.clock.now());
    await this.database.transaction((tx) => insertDraft(tx, clinic, planner));
    return clinic.id;
  }
}

/** What is asked for as a new draft. @throws AppError 422 when its booking window is none */
export function draftOf(input: ClinicDto, sealer: Sealer, now: Date): Clinic {
  const id = randomUUID();
  const { title, mode, timeZone, day } = input;
  const own = {
    id,
    slug: slugOf(title, day, id),
    mode,
    timeZone,
    day,
    status: 'draft',
    updatedAt: now,
    remindersSetAt: now,
  };
  const clinic = Object.assign(new Clinic(), changes(input, sealer), own);
  checkWindow(clinic);
  return clinic;
}

/** Adds a draft; whoever sees only clinics they are assigned to is assigned to it. */
export async function insertDraft(tx: Tx, clinic: Clinic, planner: Planner): Promise<void> {
  const { id, updatedAt } = clinic;
  await tx.insert(Clinic, clinic);
  const subject = { clinicId: id, subjectType: 'clinic', subjectId: id };
  await recordAudit(tx, { ...planner, ...subject, action: 'clinic_made' }, updatedAt);
  if (!planner.session || !Array.isArray(planner.clinics)) return;
  await rows(tx, 'insert into clinic_staff (clinic_id, staff_id) values ($1, $2)', [id, planner.session.staffId]);
}

/** Changes what is given of a clinic; the booking window of one that the public knows moves with it. */
@Injectable()
export class EditClinic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  async run(id: string, input: ClinicChangesDto, planner: Planner): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const clinic = await lockClinic(tx, id, planner.clinics);
      const given = changes(input, this.sealer);
      if (input.day && input.day !== clinic.day) await checkDayIsFree(tx, clinic);
      // One that was called off may be brought back as it is.
      const known = clinic.status === 'published' || clinic.status === 'cancelled';
      if (known) await checkNobodyMisled(tx, clinic, input);
      Object.assign(clinic, given, { updatedAt: now });
      checkWindow(clinic);
      if (known) checkStillComplete(clinic);
      await tx.save(Clinic, clinic);
      if (known) await syncWindow(tx, id);
      const subject = { clinicId: id, subjectType: 'clinic', subjectId: id, reason: Object.keys(given).join(', ') };
      await recordAudit(tx, { ...planner, ...subject, action: 'clinic_changed' }, now);
    });
  }
}

/** The given properties as the entity keeps them; what is not given is not there. */
function changes(input: ClinicChangesDto, sealer: Sealer): Partial<Clinic> {
  const { bookingOpensAt, bookingClosesAt, joiningLink, ...rest } = input;
  const given = {
    ...rest,
    bookingOpensAt: instant(bookingOpensAt),
    bookingClosesAt: instant(bookingClosesAt),
    joiningLink: joiningLink ? sealer.seal(joiningLink, 'clinics.joining_link') : joiningLink,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function instant(value: string | null | undefined): Date | null | undefined {
  return value ? new Date(value) : (value as null | undefined);
}

function checkWindow({ bookingOpensAt: opens, bookingClosesAt: closes }: Clinic): void {
  if (opens && closes && closes <= opens) throw invalid({ field: 'bookingClosesAt', code: 'end_before_start' });
}

/** Times belong to a day: while there are some, the day stays. A published clinic moves by a decision that tells people. */
async function checkDayIsFree(tx: Tx, { id, status }: Clinic): Promise<void> {
  const [slot] = await rows(tx, 'select 1 from slots where clinic_id = $1 limit 1', [id]);
  if (slot || status !== 'draft') throw invalid({ field: 'day', code: 'day_has_times' });
}

/** Whoever has booked must be told of another place or link: that is a decision of its own, not an edit. */
async function checkNobodyMisled(tx: Tx, clinic: Clinic, { venueId, room, joiningLink }: ClinicChangesDto) {
  const moved =
    (venueId !== undefined && venueId !== clinic.venueId) ||
    (room !== undefined && room !== clinic.room) ||
    joiningLink;
  if (!moved) return;
  const [taken] = await rows(tx, 'select 1 from slots where clinic_id = $1 and taken > 0 limit 1', [clinic.id]);
  if (taken) throw invalid({ field: joiningLink ? 'joiningLink' : 'venueId', code: 'place_needs_telling' });
}

/** What publishing asked for may be changed afterwards, but not taken away. */
function checkStillComplete(clinic: Clinic): void {
  if (clinic.mode === 'virtual' && !clinic.joiningLink)
    throw invalid({ field: 'joiningLink', code: 'no_joining_link' });
  if (clinic.mode === 'in_person' && !clinic.venueId) throw invalid({ field: 'venueId', code: 'no_venue' });
  if (!clinic.bookingOpensAt) throw invalid({ field: 'bookingOpensAt', code: 'required' });
  if (!clinic.bookingClosesAt) throw invalid({ field: 'bookingClosesAt', code: 'required' });
}

/** `codman-square-library-2026-12-05-3f2a91c4`: readable, and unique by a piece of the id. */
export function slugOf(title: string, day: string, id: string): string {
  const words = title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const plain =
    words
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'clinic';
  return `${plain}-${day}-${id.slice(0, 8)}`;
}
