import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each clinic reminds; messages that can wait, that follow others and that the provider is asked about; the pace of texts. */
export class Reminders1764000170000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table clinics
        -- So many days before, at this hour on the clinic's clock; and so many hours before a video appointment.
        add column reminder_days smallint[] not null default '{7,3,1}',
        add column reminder_time time not null default '10:00',
        add column reminder_hours smallint default 2,
        -- What would have been due before this was set is nobody's reminder.
        add column reminders_set_at timestamptz not null default now(),
        add constraint clinics_reminder_days_known check (
          array_position(reminder_days, null) is null and cardinality(reminder_days) <= 5
          and 1 <= all (reminder_days) and 60 >= all (reminder_days)),
        add constraint clinics_reminder_time_civil check (reminder_time between '08:00' and '20:00'),
        add constraint clinics_reminder_hours_known check (reminder_hours between 1 and 12);

      alter table clinic_texts
        drop constraint clinic_texts_kind_known,
        add constraint clinic_texts_kind_known check (kind in ('bring', 'arrival', 'fee', 'reminder'));

      alter table messages
        -- 0 answers what somebody has just done; 1 can wait.
        add column priority smallint not null default 0,
        -- After this it helps nobody any more.
        add column helps_until timestamptz,
        -- The message that did not arrive, which this one goes for.
        add column follows uuid,
        -- When the provider was last asked what became of it, and how often.
        add column asked_at timestamptz,
        add column asked smallint not null default 0;
      drop index messages_due_idx;
      create index messages_due_idx on messages (channel, priority, due_at) where state in ('queued', 'sending');
      create index messages_unsettled_idx on messages (due_at)
        where settled_at is null and (state = 'unknown' or (state = 'sent' and channel = 'sms'));
      drop index messages_trouble_idx;
      create index messages_trouble_idx on messages (due_at) where state in ('undelivered', 'failed', 'unknown', 'missed')
        or (state = 'suppressed' and error_code in ('day_cap', 'number_cap', 'abroad'));
      create index messages_clinic_idx on messages (clinic_id, due_at) where clinic_id is not null;

      -- The secret of the address that stops emails, sealed, where it does not follow from the key of the manage link.
      alter table bookings add column stop_sealed text;

      -- The queue of the numbers that we send from: when it is empty, and what went today.
      create table sms_pace (
        id smallint constraint sms_pace_pkey primary key constraint sms_pace_one check (id = 1),
        free_at timestamptz not null,
        day date not null,
        segments integer not null
      );

      -- Addresses that the provider says cannot be reached: no mobile phone, no such mailbox.
      create table bad_addresses (
        channel text not null constraint bad_addresses_channel_known check (channel in ('sms', 'email')),
        address_ix text not null,
        address text not null,
        code text not null,
        at timestamptz not null,
        constraint bad_addresses_pkey primary key (channel, address_ix)
      );
      create index bad_addresses_at_idx on bad_addresses (at);
      alter table bad_addresses alter column address_ix set statistics 0, alter column address set statistics 0;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table bad_addresses, sms_pace;
      alter table bookings drop column stop_sealed;
      drop index messages_due_idx, messages_unsettled_idx, messages_clinic_idx, messages_trouble_idx;
      create index messages_trouble_idx on messages (due_at) where state in ('undelivered', 'failed', 'unknown');
      create index messages_due_idx on messages (due_at) where state in ('queued', 'sending');
      alter table messages
        drop column priority, drop column helps_until, drop column follows, drop column asked_at, drop column asked;
      delete from clinic_texts where kind = 'reminder';
      alter table clinic_texts
        drop constraint clinic_texts_kind_known,
        add constraint clinic_texts_kind_known check (kind in ('bring', 'arrival', 'fee'));
      alter table clinics
        drop column reminder_days, drop column reminder_time, drop column reminder_hours, drop column reminders_set_at;
    `);
  }
}
