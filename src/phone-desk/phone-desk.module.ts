import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { MessagingModule } from '../messaging/messaging.module.js';
import { PlacesModule } from '../places/places.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { BookForCaller } from './book/book-for-caller.js';
import { CallLaterPages } from './book/call-later.pages.js';
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
import { AnswerReply } from './inbox/answer-reply.js';
import { ConversationReader } from './inbox/conversation-reader.js';
import { EndConversation } from './inbox/end-conversation.js';
import { HandOver } from './inbox/hand-over.js';
import { InboxAdminController } from './inbox/inbox.admin.controller.js';
import { InboxAtHome } from './inbox/inbox-at-home.js';
import { InboxMetrics } from './inbox/inbox-metrics.js';
import { InboxPages } from './inbox/inbox.pages.js';
import { InboxReader } from './inbox/inbox-reader.js';
import { LookAtInbox } from './inbox/look-at-inbox.js';
import { ReopenUnanswered } from './inbox/reopen-unanswered.js';
import { StaffAnswerKind } from './inbox/staff-answer-kind.js';
import { OptOutsAdminController } from './opt-outs/opt-outs.admin.controller.js';
import { OptOutsPages } from './opt-outs/opt-outs.pages.js';
import { SetOptOut } from './opt-outs/set-opt-out.js';
import { AskForCall } from './tasks/ask-for-call.js';
import { CallMeController } from './tasks/call-me.controller.js';
import { CallMePages } from './tasks/call-me.pages.js';
import { CallsAtHome } from './tasks/calls-at-home.js';
import { CallsMetrics } from './tasks/calls-metrics.js';
import { CallsReader } from './tasks/calls-reader.js';
import { CallsAdminController } from './tasks/calls.admin.controller.js';
import { CallsPages } from './tasks/calls.pages.js';
import { EraseCalls } from './tasks/erase-calls.js';
import { LookAtCall } from './tasks/look-at-call.js';
import { OpenCallTask } from './tasks/open-call-task.js';
import { OwnCallReader } from './tasks/own-call.js';
import { RecordCall } from './tasks/record-call.js';
import { ReplyToPerson } from './tasks/reply-to-person.js';
import { TakeCall } from './tasks/take-call.js';
import { TakeNextCall } from './tasks/take-next-call.js';

/** Whoever calls: finding them, booking for them, changing what they have, and who is to be called. */
@Module({
  imports: [AccessModule, BookingsModule, ClinicsModule, MessagingModule, PlacesModule, StaffModule],
  controllers: [
    OffersPages,
    HeldPages,
    CallLaterPages,
    DeskAdminController,
    SearchPages,
    CardPages,
    ChangePages,
    DetailsPages,
    CallersAdminController,
    CallsPages,
    CallsAdminController,
    CallMePages,
    CallMeController,
    InboxPages,
    InboxAdminController,
    OptOutsPages,
    OptOutsAdminController,
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
    AskForCall,
    CallsAtHome,
    CallsMetrics,
    CallsReader,
    EraseCalls,
    LookAtCall,
    OpenCallTask,
    OwnCallReader,
    RecordCall,
    ReplyToPerson,
    TakeCall,
    TakeNextCall,
    AnswerReply,
    ConversationReader,
    EndConversation,
    HandOver,
    InboxAtHome,
    InboxMetrics,
    InboxReader,
    LookAtInbox,
    ReopenUnanswered,
    StaffAnswerKind,
    SetOptOut,
  ],
  exports: [OffersReader, OpenCallTask],
})
export class PhoneDeskModule {}
