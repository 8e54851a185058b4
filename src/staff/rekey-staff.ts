import { normalEmail } from '../platform/email-address.js';
import type { RekeyedTable } from '../platform/rekey/rekeyed-table.js';

/** The team. Links are derived, and written when their email is sent: until then they need the key they began with. */
export const staffTables: RekeyedTable[] = [
  {
    table: 'staff',
    key: { id: 'uuid' },
    sealed: ['name', 'email', 'totp_secret'],
    derived: ['email_ix'],
    derive: (_row, open, sealer) => ({ email_ix: sealer.blindIndex(normalEmail(open('email') ?? ''), 'email') }),
    keptBack: {
      where: `exists (select from staff_links l where l.staff_id = t.id and l.key_id is distinct from $1::text
        and l.used_at is null and l.expires_at > now())`,
      says: (n) =>
        `${n} of the team have an open link of an earlier key: wait until they have used it, or invite them again`,
    },
  },
];
