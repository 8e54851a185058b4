import { Injectable } from '@nestjs/common';
import parsePhoneNumber from 'libphonenumber-js/max';
import { DateTime } from 'luxon';
import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import type { ClinicDetails } from '../../clinics/clinic-reads.js';
import { clinicDay } from '../../clinics/team-words.js';
import { formatDayTime } from '../../i18n/dates.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { OpenRoster } from '../open-roster.js';
import { sheetCsv } from './sheet-csv.js';
import type { SheetHead } from './sheet-pdf.js';
import type { SheetPerson } from './sheet-rules.js';
import { peopleWords, sheetPeople } from './sheet-rules.js';

export const FORMATS = ['pdf', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** What is asked for. */
export interface Wanted {
  format: Format;
  /** Without them the file holds no phone number: most of what one does with it needs none. */
  phones: boolean;
  reason: string;
}

/** A file to be handed over. */
export interface SheetFile {
  name: string;
  type: string;
  bytes: Buffer;
}

const TYPES: Record<Format, string> = { pdf: 'application/pdf', csv: 'text/csv; charset=utf-8' };

/** The roster as a file. That somebody took it, how much of it, and why, is recorded before they get it. */
@Injectable()
export class ExportRoster {
  constructor(
    private readonly open: OpenRoster,
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `roster_not_open` */
  async run(id: string, { format, phones, reason }: Wanted, caller: Caller): Promise<SheetFile> {
    const { clinic, people: rows } = await this.open.run(id, caller);
    const people = sheetPeople(rows, clinic.timeZone, phones ? await this.phones(id) : undefined);
    const told = [format.toUpperCase(), peopleWords(people.length), phones ? 'with phone numbers' : ''];
    const event = { action: 'roster_exported', clinicId: id, subjectType: 'clinic', subjectId: id };
    const why = `${reason} (${told.filter(Boolean).join(', ')})`;
    const now = this.clock.now();
    await this.database.transaction((tx) => recordAudit(tx, { ...caller, ...event, reason: why }, now));
    const bytes =
      format === 'csv'
        ? Buffer.from(sheetCsv(people, { phones }))
        : await pdfOf(sheetHead(clinic, now), people, phones);
    return { name: `roster-${clinic.day}.${format}`, type: TYPES[format], bytes };
  }

  /** Phone numbers as one reads them, by attendee. */
  private async phones(clinicId: string): Promise<Map<string, string>> {
    const found = await this.database.query<{ id: string; phone: string }>(
      `select a.id, b.phone from attendees a join bookings b on b.id = a.booking_id
       where a.clinic_id = $1 and a.status <> 'cancelled' and b.phone is not null`,
      [clinicId],
    );
    return new Map(found.map(({ id, phone }) => [id, readable(this.sealer.open(phone, 'bookings.phone'))]));
  }
}

/** What draws letters is large, and is loaded by whoever asks for a PDF first. */
async function pdfOf(head: SheetHead, people: SheetPerson[], phones: boolean): Promise<Buffer> {
  const { sheetPdf } = await import('./sheet-pdf.js');
  return sheetPdf(head, people, { phones });
}

/** What stands at the head of a sheet. */
export const sheetHead = (clinic: ClinicDetails, now: Date): SheetHead => ({
  title: clinic.title,
  day: `${clinicDay(clinic)}, ${DateTime.fromISO(clinic.day).year}`,
  place: clinic.venue ? `${clinic.venue.name}, ${clinic.venue.city}` : 'Video call',
  made: formatDayTime(now, clinic.timeZone, 'en'),
});

/** `(617) 555-0142`: also what no spreadsheet takes for a sum. */
const readable = (phone: string) => parsePhoneNumber(phone)?.formatNational() ?? phone;
