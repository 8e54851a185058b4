import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { AccessModule } from './access/access.module.js';
import { AssetsController } from './app/assets.controller.js';
import { DemoSet } from './app/demo-set.js';
import { ErrorFilter } from './app/error.filter.js';
import { BeginPractice } from './app/practice-calls/begin-practice.js';
import { PracticeReader } from './app/practice-calls/practice-reader.js';
import { PracticePages } from './app/practice-calls/practice.pages.js';
import { PracticeDay } from './app/practice-day.js';
import { SeasonSeed } from './app/season-seed.js';
import { SeedBookings } from './app/seed-bookings.js';
import { SeedDays } from './app/seed-days.js';
import { HealthController } from './app/health.controller.js';
import { BookingsModule } from './bookings/bookings.module.js';
import { ClinicsModule } from './clinics/clinics.module.js';
import { MetricsController } from './app/metrics.controller.js';
import { MessagingModule } from './messaging/messaging.module.js';
import { PhoneDeskModule } from './phone-desk/phone-desk.module.js';
import { PlacesModule } from './places/places.module.js';
import type { Clock } from './platform/clock.js';
import type { Config } from './platform/config.js';
import type { Log } from './platform/logging.js';
import { PlatformModule } from './platform/platform.module.js';
import { ParsePipe } from './platform/validation.js';
import { ReportsModule } from './reports/reports.module.js';
import { RosterModule } from './roster/roster.module.js';
import { StaffModule } from './staff/staff.module.js';

/** Everything wired together. Guards are in `AccessModule` and refuse by default. */
@Module({})
export class AppModule {
  static with(config: Config, log: Log, clock: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, log, clock),
        AccessModule,
        ClinicsModule,
        MessagingModule,
        StaffModule,
        PlacesModule,
        BookingsModule,
        PhoneDeskModule,
        RosterModule,
        ReportsModule,
      ],
      controllers: [HealthController, MetricsController, AssetsController, PracticePages],
      providers: [
        DemoSet,
        BeginPractice,
        PracticeDay,
        PracticeReader,
        SeasonSeed,
        SeedBookings,
        SeedDays,
        { provide: APP_PIPE, useClass: ParsePipe },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    };
  }
}
