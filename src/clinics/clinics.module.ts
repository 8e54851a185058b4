import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StaffModule } from '../staff/staff.module.js';
import { ChangeSlot } from './change-slot.js';
import { ClinicFactsCache } from './clinic-facts-cache.js';
import { ClinicReader } from './clinic-reader.js';
import { Clinic } from './clinic.entity.js';
import { ClinicsAdminController } from './clinics.admin.controller.js';
import { ClinicsController } from './clinics.controller.js';
import { ClinicsPages } from './clinics.pages.js';
import { HomeNotes } from './home-notes.js';
import { ReminderCosts } from './reminder-costs.js';
import { HoldClinic } from './hold-clinic.js';
import { PlanSlots } from './plan-slots.js';
import { PublishClinic } from './publish-clinic.js';
import { AddClinic, EditClinic } from './save-clinic.js';
import { AddVenue, EditVenue } from './save-venue.js';
import { Slot } from './slot.entity.js';
import { StaffClinicPages } from './staff-clinic.pages.js';
import { TeamClinics } from './team-clinics.js';
import { AssignedTeam } from './assigned.js';
import { AssignTeam } from './plan/assign-team.js';
import { CopyClinic } from './plan/copy-clinic.js';
import { CopyPages } from './plan/copy.pages.js';
import { TeamPages } from './plan/team.pages.js';
import { PlanReader } from './plan/plan-reader.js';
import { PlanPages } from './plan/plan.pages.js';
import { ImportPages } from './season/import.pages.js';
import { ImportSeason } from './season/import-season.js';
import { SeasonAdminController } from './season/season.admin.controller.js';
import { SeasonPages } from './season/season.pages.js';
import { RemoveSlots } from './plan/remove-slots.js';
import { SaveTexts } from './plan/save-texts.js';
import { TextsPages } from './plan/texts.pages.js';
import { TimesPages } from './plan/times.pages.js';
import { VenuesPages } from './plan/venues.pages.js';
import { Venues } from './venues.js';
import { Venue } from './venue.entity.js';
import { VenuesAdminController } from './venues.admin.controller.js';

/** Venues, clinics and their slots. */
@Module({
  imports: [StaffModule, TypeOrmModule.forFeature([Venue, Clinic, Slot])],
  controllers: [
    ClinicsController,
    ClinicsAdminController,
    VenuesAdminController,
    PlanPages,
    TimesPages,
    TextsPages,
    CopyPages,
    SeasonPages,
    ImportPages,
    SeasonAdminController,
    TeamPages,
    VenuesPages,
    StaffClinicPages,
    ClinicsPages,
  ],
  providers: [
    ClinicReader,
    ClinicFactsCache,
    TeamClinics,
    AddVenue,
    EditVenue,
    AddClinic,
    EditClinic,
    PublishClinic,
    PlanSlots,
    ChangeSlot,
    HoldClinic,
    Venues,
    PlanReader,
    RemoveSlots,
    SaveTexts,
    CopyClinic,
    AssignTeam,
    ImportSeason,
    AssignedTeam,
    HomeNotes,
    ReminderCosts,
  ],
  exports: [
    HomeNotes,
    ReminderCosts,
    PlanReader,
    Venues,
    ChangeSlot,
    ClinicReader,
    TeamClinics,
    ClinicFactsCache,
    AddVenue,
    AddClinic,
    PlanSlots,
    PublishClinic,
  ],
})
export class ClinicsModule {}
