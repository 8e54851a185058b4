import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { DeviceController } from './device.controller.js';
import { Clashes } from './clashes.js';
import { OpenRoster } from './open-roster.js';
import { ExportRoster } from './paper/export-roster.js';
import { PaperAdminController } from './paper/paper.admin.controller.js';
import { PaperPages } from './paper/paper.pages.js';
import { RosterFeed } from './roster-feed.js';
import { RosterReader } from './roster-reader.js';
import { RosterStreams } from './roster-streams.js';
import { RosterPages } from './roster.pages.js';
import { TapRoster } from './tap-roster.js';

/** The day itself: who is there, where they are, and what everybody at the tables sees of it. */
@Module({
  imports: [AccessModule, BookingsModule, ClinicsModule, StaffModule],
  controllers: [DeviceController, PaperAdminController, PaperPages, RosterPages],
  providers: [Clashes, ExportRoster, OpenRoster, RosterFeed, RosterReader, RosterStreams, TapRoster],
  exports: [OpenRoster, RosterReader],
})
export class RosterModule {}
