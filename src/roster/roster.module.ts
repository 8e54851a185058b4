import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { AdmitWalkIn } from './admit-walk-in.js';
import { BoardPages } from './board.pages.js';
import { CallPerson } from './call-person.js';
import { Clashes } from './clashes.js';
import { DeviceController } from './device.controller.js';
import { EditPerson } from './edit-person.js';
import { NextPages } from './next.pages.js';
import { OpenRoster } from './open-roster.js';
import { PersonPages } from './person.pages.js';
import { PersonReader } from './person-reader.js';
import { RosterAdminController } from './roster.admin.controller.js';
import { ExportRoster } from './paper/export-roster.js';
import { PaperAdminController } from './paper/paper.admin.controller.js';
import { PaperPages } from './paper/paper.pages.js';
import { RosterFeed } from './roster-feed.js';
import { RosterReader } from './roster-reader.js';
import { RosterStreams } from './roster-streams.js';
import { RosterPages } from './roster.pages.js';
import { SetStations } from './set-stations.js';
import { ShellPages } from './shell.pages.js';
import { StationsPages } from './stations.pages.js';
import { TapRoster } from './tap-roster.js';
import { WalkInPages } from './walk-in.pages.js';

/** The day itself: who is there, where they are, and what everybody at the tables sees of it. */
@Module({
  imports: [AccessModule, BookingsModule, ClinicsModule, StaffModule],
  controllers: [
    DeviceController,
    RosterPages,
    WalkInPages,
    PersonPages,
    StationsPages,
    NextPages,
    BoardPages,
    RosterAdminController,
    ShellPages,
    PaperPages,
    PaperAdminController,
  ],
  providers: [
    AdmitWalkIn,
    CallPerson,
    Clashes,
    EditPerson,
    ExportRoster,
    OpenRoster,
    PersonReader,
    RosterFeed,
    RosterReader,
    RosterStreams,
    SetStations,
    TapRoster,
  ],
  exports: [OpenRoster, RosterReader, TapRoster],
})
export class RosterModule {}
