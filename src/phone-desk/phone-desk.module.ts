import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { MessagingModule } from '../messaging/messaging.module.js';
import { PlacesModule } from '../places/places.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { BookForCaller } from './book/book-for-caller.js';
import { CallerDraft } from './book/caller-draft.js';
import { DeskAdminController } from './book/desk.admin.controller.js';
import { HeldPages } from './book/held.pages.js';
import { HoldForCaller } from './book/hold-for-caller.js';
import { OffersPage } from './book/offers-page.js';
import { OffersPages } from './book/offers.pages.js';
import { OffersReader } from './book/offers-reader.js';

/** Whoever calls: finding them, booking for them, changing what they have, and who is to be called. */
@Module({
  imports: [AccessModule, BookingsModule, ClinicsModule, MessagingModule, PlacesModule, StaffModule],
  controllers: [OffersPages, HeldPages, DeskAdminController],
  providers: [CallerDraft, OffersReader, OffersPage, HoldForCaller, BookForCaller],
})
export class PhoneDeskModule {}
