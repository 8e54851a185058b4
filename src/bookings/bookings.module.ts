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
import { WriteBooking } from './messages/write-booking.js';
import { Remind } from './reminders/remind.job.js';
import { ReminderKinds } from './reminders/reminder-kinds.js';
import { ReminderPlans } from './reminders/reminder-plan.js';
import { RemindersAdminController } from './reminders/reminders.admin.controller.js';
import { RemindersPages } from './reminders/reminders.pages.js';
import { SetReminders } from './reminders/set-reminders.js';
import { MoveBooking } from './move-booking.js';
import { MoveOffers } from './move-offers.js';
import { ClinicMessagesPages } from './team-messages/clinic-messages.pages.js';
import { MessageLog } from './team-messages/message-log.js';
import { MessagesAdminController } from './team-messages/messages.admin.controller.js';
import { ResendMessage } from './team-messages/resend-message.js';
import { Samples } from './team-messages/samples.js';
import { SentenceCost } from './team-messages/sentence-cost.js';
import { SendTest } from './team-messages/send-test.js';
import { Spending } from './team-messages/spending.js';
import { SpendingPages } from './team-messages/spending.pages.js';
import { TemplatesPages } from './team-messages/templates.pages.js';
import { TestMessage } from './team-messages/test-message.js';
import { AnswerKinds } from './replies/answer-kinds.js';
import { Answers } from './replies/answers.js';
import { Converse } from './replies/converse.js';
import { SituationReader } from './replies/situation-reader.js';
import { SendLostLink } from './send-lost-link.js';
import { StopEmails } from './unsubscribe/stop-emails.js';
import { UnsubscribePages } from './unsubscribe/unsubscribe.pages.js';

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
    UnsubscribePages,
    ChangesPages,
    SlotPages,
    ProgressPages,
    ChangesAdminController,
    RemindersPages,
    RemindersAdminController,
    TemplatesPages,
    ClinicMessagesPages,
    SpendingPages,
    MessagesAdminController,
    OutcomePages,
    OutcomeAdminController,
  ],
  providers: [
    BookSlot,
    BookingOutcomes,
    CancelBooking,
    MoveBooking,
    SendLostLink,
    StopEmails,
    MoveOffers,
    BookingReader,
    ManageLinks,
    EarlierKeys,
    LinkHolder,
    Drafts,
    WriteBooking,
    BookingKinds,
    ReminderKinds,
    ReminderPlans,
    SetReminders,
    Remind,
    Samples,
    SentenceCost,
    MessageLog,
    ResendMessage,
    Spending,
    SendTest,
    TestMessage,
    AnswerKinds,
    Answers,
    Converse,
    SituationReader,
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
  exports: [
    Answers,
    BookSlot,
    BookingReader,
    CancelBooking,
    ChangesReader,
    MakeDecision,
    ManageLinks,
    MoveBooking,
    MoveOffers,
  ],
})
export class BookingsModule {}
