import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChangeSlot } from './change-slot.js';
import { ClinicFactsCache } from './clinic-facts-cache.js';
import { ClinicReader } from './clinic-reader.js';
import { Clinic } from './clinic.entity.js';
import { ClinicsAdminController } from './clinics.admin.controller.js';
import { ClinicsController } from './clinics.controller.js';
import { ClinicsPages } from './clinics.pages.js';
import { HoldClinic } from './hold-clinic.js';
import { PlanSlots } from './plan-slots.js';
import { PublishClinic } from './publish-clinic.js';
import { AddClinic, EditClinic } from './save-clinic.js';
import { AddVenue, EditVenue } from './save-venue.js';
import { Slot } from './slot.entity.js';
import { StaffClinicPages } from './staff-clinic.pages.js';
import { TeamClinics } from './team-clinics.js';
import { Venues } from './venues.js';
import { Venue } from './venue.entity.js';
import { VenuesAdminController } from './venues.admin.controller.js';

/** Venues, clinics and their slots. */
@Module({
  imports: [TypeOrmModule.forFeature([Venue, Clinic, Slot])],
  controllers: [ClinicsController, ClinicsAdminController, VenuesAdminController, StaffClinicPages, ClinicsPages],
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
  ],
  exports: [Venues, ChangeSlot, ClinicReader, TeamClinics, ClinicFactsCache, AddVenue, AddClinic, PlanSlots, PublishClinic],
})
export class ClinicsModule {}
