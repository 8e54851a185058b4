import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'moved', 'cancelled', 'attendee_cancelled', 'clinic_called_off', 'clinic_back', 'clinic_changed',
  'contact_changed', 'name_changed', 'language_changed', 'messages_stopped', 'messages_resumed'`;

/** What people write back is answered by a job, one after the other for each number. */
export class Conversations1764000190000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table replies
        -- The order in which they came.
        add column number bigint generated always as identity,
        add column state text not null default 'done'
          constraint replies_state_known check (state in ('waiting', 'done')),
        -- What it was understood as, by itself; and what the provider said it took it for.
        add column means text,
        add column digit boolean not null default false,
        add column option smallint,
        -- Writing it has stopped texts to this number, or begun them again.
        add column opted boolean not null default false,
        add column by_carrier boolean not null default false,
        add column says_more boolean not null default false,
        add column attempts smallint not null default 0,
        add column due_at timestamptz,
        add column claimed_until timestamptz,
        -- The answer: what kind, in which language, about which booking and places, and what it asks; names nobody.
        add column answer text,
        add column language text,
        add column booking_id uuid constraint replies_booking_id_fkey references bookings (id) on delete set null,
        add column about jsonb,
        add column asked jsonb;
      alter table replies alter column state set default 'waiting';
      create index replies_waiting_idx on replies (number) where state = 'waiting';
      create index replies_waiting_phone_idx on replies (phone_ix, number) where state = 'waiting';
      create index replies_booking_id_idx on replies (booking_id) where booking_id is not null;

      -- How and in which words it was asked for, and who of the team noted it.
      alter table opt_outs add column words text, add column actor text;
      alter table opt_outs alter column words set statistics 0;

      -- They said that they come, to the time that their appointment then had.
      alter table bookings add column coming_at timestamptz, add column coming_for timestamptz,
        add constraint bookings_coming_whole check (num_nonnulls(coming_at, coming_for) in (0, 2));
      alter table booking_events drop constraint booking_events_kind_known;
      alter table booking_events add constraint booking_events_kind_known check (kind in (${KINDS}, 'said_coming'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from booking_events where kind = 'said_coming';
      alter table booking_events drop constraint booking_events_kind_known;
      alter table booking_events add constraint booking_events_kind_known check (kind in (${KINDS}));
      alter table bookings drop column coming_at, drop column coming_for;
      alter table opt_outs drop column words, drop column actor;
      alter table replies drop column number, drop column state, drop column means, drop column digit, drop column option,
        drop column opted, drop column by_carrier, drop column says_more, drop column attempts, drop column due_at, drop column claimed_until,
        drop column answer, drop column language, drop column booking_id, drop column about,
        drop column asked;
    `);
  }
}
