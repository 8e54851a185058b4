import { Access1764000001000 } from './1764000001000-access.js';
import { Clinics1764000002000 } from './1764000002000-clinics.js';
import { Bookings1764000003000 } from './1764000003000-bookings.js';
import { Messages1764000004000 } from './1764000004000-messages.js';
import { Audit1764000010000 } from './1764000010000-audit.js';
import { Erasure1764000011000 } from './1764000011000-erasure.js';
import { MessageTroubleIndex1764000060000 } from './1764000060000-message-trouble-index.js';
import { KeyRotation1764000070000 } from './1764000070000-key-rotation.js';
import { Staff1764000080000 } from './1764000080000-staff.js';
import { AuditReading1764000081000 } from './1764000081000-audit-reading.js';
import { LongTasks1764000082000 } from './1764000082000-long-tasks.js';
import { LeanBooking1764000090000 } from './1764000090000-lean-booking.js';
import { NoSamplesOfPeople1764000100000 } from './1764000100000-no-samples-of-people.js';
import { Season1764000110000 } from './1764000110000-season.js';
import { Roster1764000120000 } from './1764000120000-roster.js';
import { ExtraGoesBack1764000130000 } from './1764000130000-extra-goes-back.js';
import { Holds1764000140000 } from './1764000140000-holds.js';
import { CallTasks1764000150000 } from './1764000150000-call-tasks.js';
import { CallerChecks1764000160000 } from './1764000160000-caller-checks.js';
import { Reminders1764000170000 } from './1764000170000-reminders.js';
import { TestSends1764000180000 } from './1764000180000-test-sends.js';
import { Conversations1764000190000 } from './1764000190000-conversations.js';
import { Inbox1764000200000 } from './1764000200000-inbox.js';

/** All migrations, oldest first. A released one is never edited. */
export const migrations = [
  Access1764000001000,
  Clinics1764000002000,
  Bookings1764000003000,
  Messages1764000004000,
  Audit1764000010000,
  Erasure1764000011000,
  MessageTroubleIndex1764000060000,
  KeyRotation1764000070000,
  Staff1764000080000,
  AuditReading1764000081000,
  LongTasks1764000082000,
  LeanBooking1764000090000,
  NoSamplesOfPeople1764000100000,
  Season1764000110000,
  Roster1764000120000,
  ExtraGoesBack1764000130000,
  Holds1764000140000,
  CallTasks1764000150000,
  CallerChecks1764000160000,
  Reminders1764000170000,
  TestSends1764000180000,
  Conversations1764000190000,
  Inbox1764000200000,
];
