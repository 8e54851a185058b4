import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { MessagingModule } from '../messaging/messaging.module.js';
import { PlacesModule } from '../places/places.module.js';
import { StaffModule } from '../staff/staff.module.js';
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
  controllers: [CallsPages, CallsAdminController, CallMePages, CallMeController],
  providers: [
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
  ],
})
export class PhoneDeskModule {}
