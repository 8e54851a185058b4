import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { conflict } from '../platform/errors.js';
import { Sealer } from '../platform/sealing.js';
import type { BookingDetails } from './booking-reads.js';
import { BookingReader } from './booking-reader.js';
import type { BookingRequest } from './booking-request.js';
import { indexable } from './booking-request.js';
import { normalName } from './contact-rules.js';

interface Found {
  id: string | null;
  key: string | null;
  request: string | null;
  booked: boolean;
}

const FOUND = `
  select b.id, b.idempotency_hash as key, b.request_hash as request,
    exists (select from attendees a
      where a.clinic_id in (select clinic_id from slots where id = any($2::uuid[])) and a.status <> 'cancelled'
        and a.twin = $6 and a.name_ix = any($3::text[])
        and (a.phone_ix = any($4::text[]) or a.email_ix = any($5::text[]))) as booked
  from (select) one left join bookings b on b.idempotency_hash = any($1::text[])`;

/**
 * What the unique indexes cannot see while keys are rotated: they hold what was made with one key against each other. With
 * one key there is nothing to ask.
 */
@Injectable()
export class EarlierKeys {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly reader: BookingReader,
  ) {}

  /**
   * The booking that the same submission made, under whichever key.
   * @throws AppError 409 already_booked, idempotency_key_reused
   */
  async find(request: BookingRequest, key: string, twin = 0): Promise<BookingDetails | undefined> {
    const hashes = (purpose: string, text: string) =>
      this.sealer.macs(purpose, text).map((mac) => mac.toString('base64url'));
    const keys = hashes('idempotency', key);
    const { phone, email } = indexable(request.contact);
    const [found] = await this.database.query<Found>(FOUND, [
      keys,
      request.attendees.map(({ slotId }) => slotId),
      request.attendees.flatMap(({ fullName }) => this.sealer.blindIndexes(normalName(fullName), 'name')),
      phone ? this.sealer.blindIndexes(phone, 'phone') : [],
      email ? this.sealer.blindIndexes(email, 'email') : [],
      twin,
    ]);
    if (found?.id) {
      if (found.request !== hashes('request', JSON.stringify(request))[keys.indexOf(found.key ?? '')]) {
        throw conflict('idempotency_key_reused');
      }
      return this.reader.byId(found.id);
    }
    if (found?.booked) throw conflict('already_booked');
    return undefined;
  }
}
