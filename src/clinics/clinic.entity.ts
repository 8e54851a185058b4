import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicMode, ClinicStatus } from './clinic-reads.js';

/** One event of the team: a day at a venue, or by video call. */
@Entity('clinics')
export class Clinic {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  slug!: string;

  @Column('text')
  title!: string;

  @Column('text', { name: 'sms_name' })
  smsName!: string;

  @Column('text')
  mode!: ClinicMode;

  @Column('text')
  status!: ClinicStatus;

  @Column('uuid', { name: 'venue_id', nullable: true })
  venueId!: string | null;

  /** Where in the venue on this day; null: where the venue says. */
  @Column('text', { nullable: true })
  room!: string | null;

  /** Sealed as `clinics.joining_link`. */
  @Column('text', { name: 'joining_link', nullable: true })
  joiningLink!: string | null;

  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  @Column('date')
  day!: string;

  @Column('text', { array: true })
  languages!: string[];

  @Column('timestamptz', { name: 'booking_opens_at', nullable: true })
  bookingOpensAt!: Date | null;

  @Column('timestamptz', { name: 'booking_closes_at', nullable: true })
  bookingClosesAt!: Date | null;

  /** Which days before it people are reminded, and at which hour on the clinic's clock, `10:00:00`. */
  @Column('smallint', { name: 'reminder_days', array: true })
  reminderDays!: number[];

  @Column('time', { name: 'reminder_time' })
  reminderTime!: string;

  /** How many hours before a video appointment; null: not at all. */
  @Column('smallint', { name: 'reminder_hours', nullable: true })
  reminderHours!: number | null;

  /** What would have been due before that is nobody's reminder. */
  @Column('timestamptz', { name: 'reminders_set_at' })
  remindersSetAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
