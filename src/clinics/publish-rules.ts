import type { ClinicMode, ClinicStatus } from './clinic-reads.js';

export type PublishBlocker =
  | 'not_a_draft'
  | 'no_slots'
  | 'in_the_past'
  | 'no_venue'
  | 'no_joining_link'
  | 'no_booking_window'
  | 'booking_window_empty';

interface Candidate {
  status: ClinicStatus;
  mode: ClinicMode;
  venueId: string | null;
  joiningLink: string | null;
  bookingOpensAt: Date | null;
  bookingClosesAt: Date | null;
}

/** Everything that keeps a clinic from being published; empty when it may be. `firstStart` is that of its slots. */
export function publishBlockers(clinic: Candidate, firstStart: Date | null, now: Date): PublishBlocker[] {
  const { bookingOpensAt: opens, bookingClosesAt: closes } = clinic;
  const checks: [boolean, PublishBlocker][] = [
    [clinic.status !== 'draft', 'not_a_draft'],
    [firstStart === null, 'no_slots'],
    [firstStart !== null && firstStart <= now, 'in_the_past'],
    [clinic.mode === 'in_person' && clinic.venueId === null, 'no_venue'],
    [clinic.mode === 'virtual' && clinic.joiningLink === null, 'no_joining_link'],
    [opens === null || closes === null, 'no_booking_window'],
    [
      (opens !== null && closes !== null && (closes <= opens || closes <= now)) ||
        (opens !== null && firstStart !== null && now < firstStart && firstStart <= opens),
      'booking_window_empty',
    ],
  ];
  return checks.filter(([blocked]) => blocked).map(([, blocker]) => blocker);
}
