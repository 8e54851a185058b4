import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { MessagingModule } from '../messaging/messaging.module.js';
import { BookPages } from './book.pages.js';
import { BookSlot } from './book-slot.js';
import { BookingOutcomes } from './booking-outcomes.js';
import { BookingReader } from './booking-reader.js';
import { BookingsController } from './bookings.controller.js';
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
import { FindBooking } from './search/find-booking.js';
import { SearchPages } from './search/search.pages.js';
import { SendLostLink } from './send-lost-link.js';

/** Booking, cancelling, moving; the public journey; what the booking's messages say. */
@Module({
  imports: [AccessModule, ClinicsModule, MessagingModule],
  controllers: [
    BookingsController,
    CalendarController,
    HistoryAdminController,
    BookPages,
    ManagePages,
    LostLinkPages,
    SearchPages,
  ],
  providers: [
    BookSlot,
    BookingOutcomes,
    CancelBooking,
    MoveBooking,
    SendLostLink,
    FindBooking,
    BookingReader,
    ManageLinks,
    EarlierKeys,
    LinkHolder,
    Drafts,
    BookingKinds,
    EraseOwn,
    Purge,
  ],
  exports: [BookSlot, BookingReader],
})
export class BookingsModule {}
