import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { MessagingModule } from '../messaging/messaging.module.js';
import { PlacesModule } from '../places/places.module.js';
import { BookPages } from './book.pages.js';
import { BookSlot } from './book-slot.js';
import { BookingOutcomes } from './booking-outcomes.js';
import { BookingReader } from './booking-reader.js';
import { BookingsController } from './bookings.controller.js';
import { CompleteClinic } from './outcome/complete-clinic.js';
import { OutcomeAdminController } from './outcome/outcome.admin.controller.js';
import { OutcomePages } from './outcome/outcome.pages.js';
import { OutcomeReader } from './outcome/outcome-reader.js';
import { ChangeSteps } from './changes/change-steps.js';
import { ChangesAdminController } from './changes/changes.admin.controller.js';
import { ChangesPages } from './changes/changes.pages.js';
import { ChangesReader } from './changes/changes-reader.js';
import { MakeDecision } from './changes/make-decision.js';
import { ProgressPages } from './changes/progress.pages.js';
import { SlotPages } from './changes/slot.pages.js';
import { TellPeople } from './changes/tell-people.js';
import { Telling } from './changes/telling.js';
import { CalendarController } from './calendar.controller.js';
import { CancelBooking } from './cancel-booking.js';
import { Drafts } from './drafts.js';
import { EarlierKeys } from './earlier-keys.js';
import { EraseOwn } from './erasure/erase-own.js';
import { Purge } from './erasure/purge.js';
import { HistoryAdminController } from './history.admin.controller.js';
import { LinkHolder } from './link-holder.js';
import { LostLinkPages } from './lost-link.pages.js';
import { ManageLinks } from './manage-links.js';
import { ManagePages } from './manage.pages.js';
import { BookingKinds } from './messages/booking-kinds.js';
import { MoveBooking } from './move-booking.js';
import { MoveOffers } from './move-offers.js';
import { SendLostLink } from './send-lost-link.js';

/** Booking, cancelling, moving; the public journey; what the booking's messages say. */
@Module({
  imports: [AccessModule, ClinicsModule, MessagingModule, PlacesModule, StaffModule],
  controllers: [
    BookingsController,
    CalendarController,
    HistoryAdminController,
    BookPages,
    ManagePages,
    LostLinkPages,
    ChangesPages,
    SlotPages,
    ProgressPages,
    ChangesAdminController,
    OutcomePages,
    OutcomeAdminController,
  ],
  providers: [
    BookSlot,
    BookingOutcomes,
    CancelBooking,
    MoveBooking,
    SendLostLink,
    MoveOffers,
    BookingReader,
    ManageLinks,
    EarlierKeys,
    LinkHolder,
    Drafts,
    BookingKinds,
    EraseOwn,
    Purge,
    TellPeople,
    Telling,
    MakeDecision,
    ChangeSteps,
    ChangesReader,
    OutcomeReader,
    CompleteClinic,
  ],
  exports: [BookSlot, BookingReader, CancelBooking, ChangesReader, MakeDecision, ManageLinks, MoveBooking, MoveOffers],
})
export class BookingsModule {}
