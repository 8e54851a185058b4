import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';
import type { RekeyedTable, Row } from '../platform/rekey/rekeyed-table.js';
import type { Sealer } from '../platform/sealing.js';
import { indexable } from './booking-request.js';
import { normalName } from './contact-rules.js';
import { keptProof, MANAGE_SEALED, manageToken } from './manage-links.js';

function contactIndexes(phone: string | null, email: string | null, sealer: Sealer): Row {
  const index = indexable({ phone, email });
  return {
    phone_ix: index.phone && sealer.blindIndex(index.phone, 'phone'),
    email_ix: index.email && sealer.blindIndex(index.email, 'email'),
  };
}

/**
 * A link that derives from another key is kept, sealed: it is in people's messages, and a reminder must write the same. So is
 * the secret of the address that stops emails.
 * The hashes of a submission say only whether the same one came again; nobody can make them anew, and a day later
 * nobody asks. They were made with the key that the link derives from.
 */
const bookings: RekeyedTable = {
  table: 'bookings',
  key: { id: 'uuid' },
  sealed: ['name', 'phone', 'email', 'manage_sealed', 'stop_sealed'],
  derived: ['phone_ix', 'email_ix', 'manage_sealed', 'stop_sealed'],
  stale: 't.manage_sealed is null and t.manage_key_id <> $1::text and t.erased_at is null',
  derive: (row, open, sealer) => {
    const [id, email] = [row.id ?? '', open('email')];
    const link = {
      ...{ keyId: row.manage_key_id ?? '', rev: Number(row.manage_rev) },
      ...{ sealed: row.manage_sealed, stopSealed: row.stop_sealed },
    };
    const kept = link.sealed || link.keyId !== sealer.currentKeyId;
    return {
      ...contactIndexes(open('phone'), email, sealer),
      manage_sealed: kept ? sealer.seal(manageToken(sealer, id, link), MANAGE_SEALED) : null,
      stop_sealed: email && (kept || link.stopSealed) ? keptProof(sealer, id, email, link) : null,
    };
  },
  keptBack: {
    where: `t.idempotency_hash is not null and t.manage_key_id <> $1::text and t.created_at > now() - interval '1 day'`,
    says: (n) =>
      `${n} submissions of the last day were made with an earlier key: sent again without it, they would be taken for ` +
      'new ones; run this again tomorrow',
  },
};

const attendees: RekeyedTable = {
  table: 'attendees',
  key: { id: 'uuid' },
  sealed: ['name', 'notes'],
  derived: ['name_ix', 'phone_ix', 'email_ix'],
  reads: `(select phone from bookings where id = t.booking_id) as contact_phone,
    (select email from bookings where id = t.booking_id) as contact_email`,
  derive: (_row, open, sealer) => ({
    name_ix: sealer.blindIndex(normalName(open('name') ?? ''), 'name'),
    ...contactIndexes(open('contact_phone', 'bookings.phone'), open('contact_email', 'bookings.email'), sealer),
  }),
  clash: keepBoth,
};

/**
 * Somebody got through twice while two keys were in use: both bookings stand, as for two people of one name, and the team
 * is told which they are. A reference names nobody.
 */
async function keepBoth(tx: Tx, row: Row, { name, notes, name_ix, phone_ix, email_ix }: Row): Promise<string> {
  const same = 'clinic_id = $1 and name_ix = $2 and (phone_ix = $3 or email_ix = $4)';
  const person = [row.clinic_id, name_ix, phone_ix, email_ix];
  const both = await rows<{ reference: string }>(
    tx,
    `select reference from bookings where id = $5
       or id in (select booking_id from attendees where ${same} and status <> 'cancelled') order by reference`,
    [...person, row.booking_id],
  );
  await rows(
    tx,
    `update attendees set name = $5, notes = $7, name_ix = $2, phone_ix = $3, email_ix = $4,
       twin = (select coalesce(max(twin), 0) + 1 from attendees where ${same})
     where id = $6`,
    [...person, name, row.id, notes],
  );
  return `booked twice for one person in one clinic: ${both.map(({ reference }) => reference).join(' and ')}`;
}

/** Phones that somebody of the team typed in to try a message. */
const testSends: RekeyedTable = { table: 'test_sends', key: { id: 'uuid' }, sealed: ['address'], derived: [] };

export const bookingTables = [bookings, attendees, testSends];
