import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { SHELL } from '../access/caller.js';
import { BookSlot } from '../bookings/book-slot.js';
import { bookingRequest } from '../bookings/booking-request.js';
import { callOff } from '../bookings/changes/decisions.js';
import { MakeDecision } from '../bookings/changes/make-decision.js';
import { AddClinic } from '../clinics/save-clinic.js';
import { ClinicReader } from '../clinics/clinic-reader.js';
import { PlanSlots } from '../clinics/plan-slots.js';
import { PublishClinic } from '../clinics/publish-clinic.js';
import { AddVenue } from '../clinics/save-venue.js';
import { Clock } from '../platform/clock.js';
import { alone } from '../platform/data-source.js';
import { Database } from '../platform/database.js';

const DEMO_LOCK = 7_204_319;
const ZONE = 'America/New_York';

interface DemoClinic {
  title: string;
  smsName: string;
  day: DateTime;
  languages: string[];
  venueId?: string;
  plan: { from: string; to: string; everyMinutes: number; capacity: number; gaps?: { from: string; to: string }[] };
}

/** What a newcomer finds on the first start: the announced clinic and one of each other kind, with made-up people. */
@Injectable()
export class DemoSet {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly addVenue: AddVenue,
    private readonly addClinic: AddClinic,
    private readonly planSlots: PlanSlots,
    private readonly publish: PublishClinic,
    private readonly clinics: ClinicReader,
    private readonly bookSlot: BookSlot,
    private readonly makeDecision: MakeDecision,
  ) {}

  /** Makes the set when there is no clinic at all; once, also when several processes start together. */
  async make(): Promise<void> {
    await alone(this.database.dataSource, DEMO_LOCK, async () => {
      const [any] = await this.database.query('select 1 from clinics limit 1');
      if (!any) await this.makeAll();
    });
  }

  private async makeAll(): Promise<void> {
    const venue = await this.addVenue.run(
      {
        name: 'Codman Square Library',
        address: '690 Washington Street, Dorchester, MA 02124',
        city: 'Dorchester',
      },
      SHELL,
    );
    const now = DateTime.fromJSDate(this.clock.now(), { zone: ZONE });
    const saturday = firstWeekday(now.plus({ days: 10 }), 6);
    const team = ['en', 'es', 'ht', 'vi', 'kea'];
    const library = {
      title: 'Codman Square Library (demo)',
      smsName: 'Codman Square Library clinic',
      venueId: venue.id,
    };
    const video = { title: 'Video call clinic (demo)', smsName: 'Video call clinic' };
    const halfHours = { everyMinutes: 30, capacity: 4 };
    const evening = { from: '17:30', to: '20:00', everyMinutes: 30 };
    await this.open({
      ...{ ...library, day: saturday, languages: team },
      plan: { from: '09:30', to: '16:00', ...halfHours, gaps: [{ from: '13:00', to: '13:30' }] },
    });
    await this.open({
      ...{ ...video, day: firstWeekday(saturday.plus({ days: 1 }), 2), languages: ['en', 'es', 'pt-BR'] },
      plan: { ...evening, capacity: 2 },
    });
    const full = { ...video, day: firstWeekday(saturday.plus({ days: 7 }), 4), languages: ['en', 'kea'] };
    await this.fill(await this.open({ ...full, plan: { ...evening, to: '19:00', capacity: 1 } }));
    const later = { ...library, day: saturday.plus({ weeks: 2 }), languages: team };
    const called = await this.open({ ...later, plan: { from: '09:30', to: '13:00', ...halfHours } });
    await this.makeDecision.run(called, callOff('A demonstration'), SHELL, { decide: undefined });
  }

  /** A published clinic that can be booked from now until the evening before (a video call: until it begins). */
  private async open({ day, plan, venueId, ...texts }: DemoClinic): Promise<string> {
    const closes = venueId ? day.minus({ days: 1 }).set({ hour: 17 }) : day.endOf('day');
    const id = await this.addClinic.run(
      {
        ...texts,
        mode: venueId ? 'in_person' : 'virtual',
        venueId,
        joiningLink: venueId ? undefined : 'https://video.example.org/demo-clinic',
        timeZone: ZONE,
        day: day.toISODate() ?? '',
        bookingOpensAt: this.clock.now().toISOString(),
        bookingClosesAt: closes.toJSDate().toISOString(),
      },
      SHELL,
    );
    await this.planSlots.run(id, plan, SHELL);
    await this.publish.run(id, SHELL);
    return id;
  }

  /** Books every place for made-up people, who get no messages. */
  private async fill(clinicId: string): Promise<void> {
    const slots = await this.clinics.slots(clinicId, this.clock.now());
    for (const [i, slot] of slots.entries()) {
      const contact = {
        fullName: `Demo Person ${'ABCDEFGH'.charAt(i)}`,
        email: `demo-${i}@example.org`,
        language: 'en',
      };
      const request = { slotId: slot.id, contact: { ...contact, smsConsent: false, emailConsent: false } };
      await this.bookSlot.run(bookingRequest(request), `demo:${slot.id}`, 'online');
    }
  }
}

/** The first day with this ISO weekday (1 = Monday) on or after a day, at midnight. */
function firstWeekday(from: DateTime, weekday: number): DateTime {
  const start = from.startOf('day');
  return start.plus({ days: (weekday - start.weekday + 7) % 7 });
}
