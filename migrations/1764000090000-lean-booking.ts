import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a booking pays for and nobody uses. Its clinic is that of its slot, which cannot go while an attendee has it: keys
 * to the clinic itself say nothing more, and make everybody in a crowd share a lock on its one row. Addresses that are
 * not there need no entry in an index, and one index that begins with the clinic is enough.
 */
export class LeanBooking1764000090000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table bookings drop constraint bookings_clinic_id_fkey;
      alter table attendees drop constraint attendees_clinic_id_fkey;
      alter table messages drop constraint messages_clinic_id_fkey;

      drop index bookings_unerased_idx, bookings_clinic_id_idx, bookings_phone_ix_idx, bookings_email_ix_idx,
        attendees_once_by_phone, attendees_once_by_email, messages_address_idx;
      create index bookings_clinic_id_idx on bookings (clinic_id, id);
      create index bookings_phone_ix_idx on bookings (phone_ix) where phone_ix is not null;
      create index bookings_email_ix_idx on bookings (email_ix) where email_ix is not null;
      create unique index attendees_once_by_phone on attendees (clinic_id, phone_ix, name_ix, twin)
        where status <> 'cancelled' and phone_ix is not null;
      create unique index attendees_once_by_email on attendees (clinic_id, email_ix, name_ix, twin)
        where status <> 'cancelled' and email_ix is not null;
      create index messages_address_idx on messages (address_ix) where address_ix is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index bookings_clinic_id_idx, bookings_phone_ix_idx, bookings_email_ix_idx, attendees_once_by_phone,
        attendees_once_by_email, messages_address_idx;
      create index bookings_clinic_id_idx on bookings (clinic_id);
      create index bookings_unerased_idx on bookings (clinic_id, id) where erased_at is null;
      create index bookings_phone_ix_idx on bookings (phone_ix);
      create index bookings_email_ix_idx on bookings (email_ix);
      create unique index attendees_once_by_phone on attendees (clinic_id, phone_ix, name_ix, twin)
        where status <> 'cancelled';
      create unique index attendees_once_by_email on attendees (clinic_id, email_ix, name_ix, twin)
        where status <> 'cancelled';
      create index messages_address_idx on messages (address_ix);

      alter table bookings add constraint bookings_clinic_id_fkey foreign key (clinic_id) references clinics (id);
      alter table attendees add constraint attendees_clinic_id_fkey foreign key (clinic_id) references clinics (id);
      alter table messages add constraint messages_clinic_id_fkey foreign key (clinic_id) references clinics (id);
    `);
  }
}
