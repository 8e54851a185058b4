import { Injectable } from '@nestjs/common';
import type { ClinicFactsRow } from '../clinics/clinic-facts.js';
import { CLINIC_FACTS, clinicFacts } from '../clinics/clinic-facts.js';
import { DEFAULT_LOCALE, isLocale } from '../i18n/locales.js';
import { Database } from '../platform/database.js';
import { Sealer } from '../platform/sealing.js';
import type { AttendeeStatus, BookingDetails, BookingEvent, BookingStatus } from './booking-reads.js';
import { ManageLinks } from './manage-links.js';

interface Row extends ClinicFactsRow {
  bookingId: string;
  reference: string;
  bookingStatus: BookingStatus;
  revision: number;
  manage_key_id: string;
  manage_rev: number;
  manage_sealed: string | null;
  stop_sealed: string | null;
  name: string;
  phone: string | null;
  email: string | null;
  language: string;
  created_at: Date;
  joining_link: string | null;
  coming_at: Date | null;
  coming_for: Date | null;
  onHold: boolean;
  channels: string[];
  attendees: {
    id: string;
    name: string;
    language: string;
    needsInterpreter: boolean;
    status: AttendeeStatus;
    slotId: string;
    startsAt: string;
    endsAt: string;
    /** Taken out on its own, while the others kept their places. */
    leftEarlier: boolean;
  }[];
}

const BOOKING = `
  select b.id as "bookingId", b.reference, b.status as "bookingStatus", b.revision, b.manage_key_id, b.manage_rev,
    b.manage_sealed, b.stop_sealed, b.name, b.phone, b.email, b.language, b.created_at, c.joining_link, b.coming_at, b.coming_for,
    c.legal_hold_reason is not null as "onHold", ${CLINIC_FACTS},
    array(select channel from consents where booking_id = b.id) as channels,
    (select json_agg(json_build_object('id', a.id, 'name', a.name, 'language', a.language, 'status', a.status,
        'needsInterpreter', a.needs_interpreter, 'slotId', a.slot_id, 'startsAt', s.starts_at, 'endsAt', s.ends_at,
        'leftEarlier', exists (select from booking_events e
          where e.booking_id = b.id and e.attendee_id = a.id and e.kind = 'attendee_cancelled'))
        order by a.position)
      from attendees a join slots s on s.id = a.slot_id where a.booking_id = b.id) as attendees
  from bookings b
  join clinics c on c.id = b.clinic_id
  left join venues v on v.id = c.venue_id`;

/**
 * Reads bookings, opened; those that were erased are not there. Who calls it must hold the booking's link, be about to write
 * to its contact, or have it in their scope and write down that they look.
 */
@Injectable()
export class BookingReader {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly links: ManageLinks,
  ) {}

  async byId(id: string): Promise<BookingDetails | undefined> {
    return this.one(`${BOOKING} where b.id = $1 and b.erased_at is null`, id);
  }

  /** Those of these ids, in their order. */
  async byIds(ids: string[]): Promise<BookingDetails[]> {
    const found = await this.database.query<Row>(
      `${BOOKING} where b.id = any($1::uuid[]) and b.erased_at is null order by array_position($1::uuid[], b.id)`,
      [ids],
    );
    return found.map((row) => this.toDetails(row));
  }

  /** The same, to be looked up. */
  async mapByIds(ids: string[]): Promise<Map<string, BookingDetails>> {
    return new Map((await this.byIds(ids)).map((booking) => [booking.id, booking]));
  }

  async byToken(token: string): Promise<BookingDetails | undefined> {
    return this.one(`${BOOKING} where b.manage_hash = $1`, this.links.hash(token));
  }

  /** The booking's own first event, then every change, oldest first. */
  async history(booking: BookingDetails): Promise<BookingEvent[]> {
    const found = await this.database.query<Omit<BookingEvent, 'attendeeName'> & { attendeeId: string | null }>(
      `select e.kind, e.at, f.starts_at as "from", t.starts_at as "to", e.attendee_id as "attendeeId",
         e.actor
       from booking_events e left join slots f on f.id = e.from_slot_id left join slots t on t.id = e.to_slot_id
       where e.booking_id = $1 order by e.id`,
      [booking.id],
    );
    const changes = found.map(({ attendeeId, from, to, ...event }) => ({
      ...event,
      from: from ?? undefined,
      to: to ?? undefined,
      attendeeName: booking.attendees.find((attendee) => attendee.id === attendeeId)?.name,
    }));
    return [{ kind: 'booked', at: booking.createdAt }, ...changes];
  }

  private async one(text: string, key: string): Promise<BookingDetails | undefined> {
    const [row] = await this.database.query<Row>(text, [key]);
    return row && this.toDetails(row);
  }

  private toDetails(row: Row): BookingDetails {
    const open = (sealed: string, column: string) => this.sealer.open(sealed, column);
    const attendees = row.attendees.map(({ leftEarlier: _, ...attendee }) => ({
      ...attendee,
      name: open(attendee.name, 'attendees.name'),
      startsAt: new Date(attendee.startsAt),
      endsAt: new Date(attendee.endsAt),
    }));
    const active = attendees.filter((attendee) => attendee.status !== 'cancelled');
    const last = attendees.filter((_attendee, i) => !row.attendees[i]?.leftEarlier);
    const times = active.length > 0 ? active : last;
    const link = {
      ...{ keyId: row.manage_key_id, rev: row.manage_rev },
      ...{ sealed: row.manage_sealed, stopSealed: row.stop_sealed },
    };
    const token = this.links.token(row.bookingId, link);
    const startsAt = new Date(Math.min(...times.map((attendee) => attendee.startsAt.getTime())));
    const coming = row.coming_for?.getTime() === startsAt.getTime() ? row.coming_at : null;
    return {
      id: row.bookingId,
      reference: row.reference,
      status: row.bookingStatus,
      revision: row.revision,
      locale: isLocale(row.language) ? row.language : DEFAULT_LOCALE,
      language: row.language,
      createdAt: row.created_at,
      contact: {
        fullName: open(row.name, 'bookings.name'),
        phone: row.phone && open(row.phone, 'bookings.phone'),
        email: row.email && open(row.email, 'bookings.email'),
      },
      smsConsent: row.channels.includes('sms'),
      emailConsent: row.channels.includes('email'),
      clinic: clinicFacts(row),
      joiningLink: row.joining_link && open(row.joining_link, 'clinics.joining_link'),
      ...(coming && { comingAt: coming }),
      onHold: row.onHold,
      attendees,
      startsAt,
      endsAt: new Date(Math.max(...times.map((attendee) => attendee.endsAt.getTime()))),
      link,
      ...this.links.urls(token),
    };
  }
}
