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
import { CallerChecks } from './caller/caller-checks.js';
import { CallerSteps } from './caller/change-steps.js';
import { CallersAdminController } from './caller/callers.admin.controller.js';
import { CancelForCaller } from './caller/cancel-for-caller.js';
import { CardPages } from './caller/card.pages.js';
import { CardReader } from './caller/card-reader.js';
import { ChangePages } from './caller/change.pages.js';
import { CorrectDetails } from './caller/correct-details.js';
import { DetailsPages } from './caller/details.pages.js';
import { FindCallers } from './caller/find-callers.js';
import { MoveForCaller } from './caller/move-for-caller.js';
import { NamesReader } from './caller/names-reader.js';
import { SearchPages } from './caller/search.pages.js';
import { SendAgain } from './caller/send-again.js';
import { SetConsent } from './caller/set-consent.js';

/** Whoever calls: finding them, booking for them, changing what they have, and who is to be called. */
@Module({
  imports: [AccessModule, BookingsModule, ClinicsModule, MessagingModule, PlacesModule, StaffModule],
  controllers: [
    OffersPages,
    HeldPages,
    DeskAdminController,
    SearchPages,
    CardPages,
    ChangePages,
    DetailsPages,
    CallersAdminController,
  ],
  providers: [
    CallerDraft,
    OffersReader,
    OffersPage,
    HoldForCaller,
    BookForCaller,
    CallerChecks,
    CallerSteps,
    CancelForCaller,
    CardReader,
    CorrectDetails,
    FindCallers,
    MoveForCaller,
    NamesReader,
    SendAgain,
    SetConsent,
  ],
})
export class PhoneDeskModule {}
