import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { MessagingModule } from '../messaging/messaging.module.js';
import { PlacesModule } from '../places/places.module.js';
import { StaffModule } from '../staff/staff.module.js';

/** Whoever calls: finding them, booking for them, changing what they have, and who is to be called. */
@Module({
  imports: [AccessModule, BookingsModule, ClinicsModule, MessagingModule, PlacesModule, StaffModule],
  controllers: [],
  providers: [],
})
export class PhoneDeskModule {}
