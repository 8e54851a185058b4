import { indexable } from '../../bookings/booking-request.js';
import { normalName } from '../../bookings/contact-rules.js';
import type { ManageLink, ManageLinks } from '../../bookings/manage-links.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import { conflict } from '../../platform/errors.js';
import type { Sealer } from '../../platform/sealing.js';

/** What is known of whom a booking is for, opened. */
export interface Known {
  fullName: string;
  phone: string | null;
  email: string | null;
  language: string;
  source: string;
  link: ManageLink;
  attendees: { id: string; fullName: string; language: string }[];
}

/** Reads it of a booking that this transaction has locked. */
export async function knownOf(tx: Tx, bookingId: string, sealer: Sealer): Promise<Known> {
  const [row] = await rows<Omit<Known, 'fullName' | 'attendees' | 'link'> & ManageLink & { name: string }>(
    tx,
    `select name, phone, email, language, source, manage_key_id as "keyId", manage_rev as rev, manage_sealed as sealed,
       stop_sealed as "stopSealed"
     from bookings where id = $1`,
    [bookingId],
  );
  const people = await rows<{ id: string; name: string; language: string }>(
    tx,
    'select id, name, language from attendees where booking_id = $1 order by position',
    [bookingId],
  );
  if (!row) throw conflict('not_found');
  const { name, phone, email, language, source, ...link } = row;
  return {
    ...{ language, source, link },
    fullName: sealer.open(name, 'bookings.name'),
    phone: phone && sealer.open(phone, 'bookings.phone'),
    email: email && sealer.open(email, 'bookings.email'),
    attendees: people.map(({ id, name, language }) => ({
      ...{ id, language },
      fullName: sealer.open(name, 'attendees.name'),
    })),
  };
}

/** Writes it anew: sealed, with its indexes, for the booking and everybody on it. @throws AppError 409 `already_booked` */
export async function writeDetails(tx: Tx, bookingId: string, known: Known, sealer: Sealer): Promise<void> {
  const { fullName, phone, email, language, attendees } = known;
  const index = indexable({ phone, email });
  const [phoneIx, emailIx] = [
    index.phone && sealer.blindIndex(index.phone, 'phone'),
    index.email && sealer.blindIndex(index.email, 'email'),
  ];
  await rows(
    tx,
    `update bookings set name = $2, phone = $3, email = $4, phone_ix = $5, email_ix = $6, language = $7 where id = $1`,
    [
      ...[bookingId, sealer.seal(fullName, 'bookings.name'), phone && sealer.seal(phone, 'bookings.phone')],
      ...[email && sealer.seal(email, 'bookings.email'), phoneIx, emailIx, language],
    ],
  );
  if (sealer.rotating) await demandAlone(tx, bookingId, known, sealer);
  await rows(
    tx,
    `update attendees a set name = p.name, name_ix = p.name_ix, phone_ix = $5, email_ix = $6, language = p.language
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as p (id, name, name_ix, language) where a.id = p.id`,
    [
      attendees.map(({ id }) => id),
      attendees.map((one) => sealer.seal(one.fullName, 'attendees.name')),
      attendees.map((one) => sealer.blindIndex(normalName(one.fullName), 'name')),
      attendees.map((one) => one.language),
      ...[phoneIx, emailIx],
    ],
  );
}

/** What the unique indexes cannot see while keys are rotated (see `EarlierKeys`). */
async function demandAlone(tx: Tx, bookingId: string, { phone, email, attendees }: Known, sealer: Sealer) {
  const index = indexable({ phone, email });
  const others = await rows(
    tx,
    `select 1 from attendees a join attendees own on own.booking_id = $1 and own.clinic_id = a.clinic_id
     where a.booking_id <> $1 and a.status <> 'cancelled' and own.status <> 'cancelled' and a.twin = own.twin
       and a.name_ix = any($2) and (a.phone_ix = any($3) or a.email_ix = any($4)) limit 1`,
    [
      bookingId,
      attendees.flatMap(({ fullName }) => sealer.blindIndexes(normalName(fullName), 'name')),
      index.phone ? sealer.blindIndexes(index.phone, 'phone') : [],
      index.email ? sealer.blindIndexes(index.email, 'email') : [],
    ],
  );
  if (others.length > 0) throw conflict('already_booked');
}

/**
 * Another link, from the current key: whoever has the old phone cannot manage the booking any more. The submission that
 * booked gives the booking to nobody a second time, because the answer would hold the new link. The address that stops emails
 * stays right in those that went to an email that stays.
 */
export async function rotateLink(
  tx: Tx,
  bookingId: string,
  { known, next }: { known: Known; next: Known },
  links: ManageLinks,
): Promise<void> {
  const { email, link: old } = known;
  const link = { ...links.create(), rev: old.rev + 1 };
  const stopSealed = email && email === next.email ? links.keptProof(bookingId, email, old) : null;
  await rows(
    tx,
    `update bookings set manage_key_id = $2, manage_rev = $3, manage_hash = $4, manage_sealed = null, stop_sealed = $5,
       request_hash = case when request_hash is null then null else 'rotated' end
     where id = $1`,
    [bookingId, link.keyId, link.rev, links.hash(links.token(bookingId, link)), stopSealed],
  );
}
