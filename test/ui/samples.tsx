import type { AttendeeDetails, BookingDetails } from '../../src/bookings/booking-reads.js';
import { BookFormView } from '../../src/bookings/book-form.view.js';
import { CancelView } from '../../src/bookings/cancel.view.js';
import { ConfirmedView } from '../../src/bookings/confirmed.view.js';
import { LostLinkView } from '../../src/bookings/lost-link.view.js';
import { ManageView } from '../../src/bookings/manage.view.js';
import { MoveConfirmView, MoveView } from '../../src/bookings/move.view.js';
import { ReviewView } from '../../src/bookings/review.view.js';
import { StoppedView, StopView } from '../../src/bookings/unsubscribe/unsubscribe.view.js';
import { ClinicListView } from '../../src/clinics/clinic-list.view.js';
import { ClinicView } from '../../src/clinics/clinic.view.js';
import type { ClinicDetails, SlotTimes } from '../../src/clinics/clinic-reads.js';
import { TimesView } from '../../src/clinics/times.view.js';
import { ErrorPage } from '../../src/ui/error-page.view.js';
import type { PageContext } from '../../src/ui/page-context.js';
import { HelpView, PrivacyView } from '../../src/ui/prose.view.js';

/** Data is written so that it cannot be taken for a text of ours: letters and digits mixed. */
const NOW = new Date('2033-07-20T12:00:00Z');
const at = (time: string) => new Date(`2033-08-06T${time}:00-04:00`);

const slot = (time: string, placesLeft: number): SlotTimes => {
  const startsAt = at(time);
  const endsAt = new Date(startsAt.getTime() + 1_800_000);
  return { id: `slot-${time.replace(':', '')}`, startsAt, endsAt, capacity: 4, placesLeft };
};
const SLOTS = [slot('09:30', 0), slot('10:30', 4), slot('12:00', 2), slot('15:30', 1), slot('17:30', 4)];
const FULL = SLOTS.map((one) => ({ ...one, placesLeft: 0 }));

const inPerson: ClinicDetails = {
  ...{ id: 'c1', slug: 'x1', title: 'T1', smsName: 'S1', mode: 'in_person', status: 'published', day: '2033-08-06' },
  timeZone: 'America/New_York',
  languages: ['en', 'ht', 'kea'],
  venue: {
    ...{ id: 'v1', name: 'V1', address: 'A1', city: 'C1', room: 'R1', directions: 'D1', accessibility: 'B1' },
    mapUrl: 'https://map.example.org/',
  },
  ...{
    texts: null,
    bookingOpensAt: null,
    bookingClosesAt: null,
    startsAt: at('09:30'),
    endsAt: at('18:00'),
    placesLeft: 11,
  },
};
const video: ClinicDetails = { ...inPerson, id: 'c2', slug: 'x2', title: 'T2', mode: 'virtual', venue: null };

const STATES: Record<string, Partial<ClinicDetails>> = {
  open: {},
  full: { placesLeft: 0 },
  'not yet': { placesLeft: 0, bookingOpensAt: new Date('2033-08-01T13:00:00Z') },
  closed: { placesLeft: 0, bookingClosesAt: NOW },
  cancelled: { placesLeft: 0, status: 'cancelled' },
  over: { placesLeft: 0, status: 'completed' },
};

const attendee = (n: number, status: AttendeeDetails['status'] = 'expected'): AttendeeDetails => ({
  ...{ id: `a${n}`, name: `N${n}`, language: 'en', needsInterpreter: false, status, slotId: 'slot-1030' },
  ...{ startsAt: at('10:30'), endsAt: at('11:00') },
});

function booking(changes: Partial<BookingDetails> = {}): BookingDetails {
  return {
    ...{ id: 'b1', reference: 'K7M4QP', status: 'booked', revision: 1, locale: 'en', language: 'en' },
    createdAt: NOW,
    contact: { fullName: 'N1', phone: '+16175550148', email: 'n1@example.org' },
    ...{ smsConsent: true, emailConsent: true, clinic: inPerson, joiningLink: null, attendees: [attendee(1)] },
    ...{ startsAt: at('10:30'), endsAt: at('11:00') },
    manageUrl: 'https://clinics.example.org/m/8',
    calendarUrl: 'https://clinics.example.org/bookings/8/calendar.ics',
    link: { keyId: 'k1', rev: 0 },
    ...changes,
  };
}
const family = booking({ attendees: [attendee(1), attendee(2)] });
const call = booking({ clinic: video, joiningLink: 'https://video.example.org/1', smsConsent: false });

const values = { name: 'N1', others: ['N2'], phone: '9', email: 'n1@', language: 'ht', smsConsent: true };
const blank = { name: '', others: ['', ''], phone: '', email: '', language: 'en', smsConsent: false };
const faults = [
  { field: 'phone', code: 'phone_digits', params: { seen: 1 } },
  { field: 'name2', code: 'name_required' },
  { field: 'email', code: 'email_form' },
];
const errors = ['not_found', 'form_expired', 'slot_full', 'too_many_requests', 'unavailable', 'internal', 'teapot'];

/** Every public page in every state that changes its words, by a name for the failing test. */
export function samplePages(ctx: PageContext): Record<string, JSX.Element> {
  const chosen = { ctx, clinic: inPerson, slot: slot('10:30', 4), people: 2, formToken: 'f' };
  const history = [
    { kind: 'booked' as const, at: NOW },
    { kind: 'moved' as const, at: NOW, from: at('09:30'), to: at('10:30') },
    { kind: 'attendee_cancelled' as const, at: NOW, attendeeName: 'N2' },
  ];
  const manage = (its: BookingDetails, now = NOW, notice?: 'moved' | 'cancelled') => (
    <ManageView ctx={ctx} booking={its} history={history} now={now} notice={notice} />
  );
  const states = Object.entries(STATES).flatMap(([name, changes]) =>
    [inPerson, video].map((clinic) => [`${name}, ${clinic.mode}`, { ...clinic, ...changes }] as const),
  );
  const lost = { ctx, values: { reference: '', phone: '', email: '' }, errors: [], formToken: 'f', sent: false };
  return {
    list: <ClinicListView ctx={ctx} clinics={states.map(([, clinic]) => clinic)} filter={{}} now={NOW} />,
    'list, nothing found': <ClinicListView ctx={ctx} clinics={[]} filter={{ language: 'km' }} now={NOW} />,
    'list, nothing at all': <ClinicListView ctx={ctx} clinics={[]} filter={{}} now={NOW} />,
    ...Object.fromEntries(
      states.flatMap(([name, clinic]) => [
        [`clinic, ${name}`, <ClinicView ctx={ctx} clinic={clinic} now={NOW} />],
        [
          `times, ${name}`,
          <TimesView ctx={ctx} clinic={clinic} slots={clinic.placesLeft ? SLOTS : FULL} people={1} now={NOW} />,
        ],
      ]),
    ),
    'times, no room for so many': <TimesView ctx={ctx} clinic={inPerson} slots={SLOTS} people={6} now={NOW} />,
    form: <BookFormView {...chosen} values={blank} errors={[]} />,
    'form of a video call': <BookFormView {...chosen} clinic={video} values={blank} errors={[]} lost />,
    'form with faults': <BookFormView {...chosen} posted values={values} errors={faults} />,
    'form, time taken': <BookFormView {...chosen} values={values} errors={[]} takenNotice={SLOTS} />,
    'form, time taken before typing': <BookFormView {...chosen} values={blank} errors={[]} takenNotice={SLOTS} />,
    'form, all taken': <BookFormView {...chosen} values={values} errors={[]} takenNotice={[]} />,
    review: <ReviewView {...chosen} values={values} action="/x" />,
    'review without messages': <ReviewView {...chosen} values={blank} action="/x" posted />,
    confirmed: <ConfirmedView ctx={ctx} booking={family} />,
    'confirmed video call': <ConfirmedView ctx={ctx} booking={call} />,
    'confirmed, nothing to send to': (
      <ConfirmedView ctx={ctx} booking={booking({ smsConsent: false, emailConsent: false })} />
    ),
    manage: manage(family),
    'manage a video call': manage(call),
    'manage, moved': manage(family, NOW, 'moved'),
    'manage, one of them cancelled': manage(
      booking({ attendees: [attendee(1), attendee(2, 'cancelled')] }),
      NOW,
      'cancelled',
    ),
    'manage, cancelled': manage(booking({ status: 'cancelled', attendees: [attendee(1, 'cancelled')] })),
    'manage, called off': manage(booking({ clinic: { ...inPerson, status: 'cancelled' } })),
    'manage, over': manage(call, at('12:00')),
    cancel: <CancelView ctx={ctx} booking={booking()} formToken="f" />,
    'cancel one of two': <CancelView ctx={ctx} booking={family} formToken="f" />,
    move: (
      <MoveView ctx={ctx} booking={family} clinics={[inPerson, video].map((clinic) => ({ clinic, slots: SLOTS }))} />
    ),
    'move, time taken': <MoveView ctx={ctx} booking={booking()} clinics={[]} problem="slot_full" />,
    'move, sure': <MoveConfirmView ctx={ctx} booking={family} clinic={video} slot={slot('17:30', 4)} formToken="f" />,
    'lost link': <LostLinkView {...lost} errors={[{ field: 'reference', code: 'reference_form' }]} />,
    'lost link, sent': <LostLinkView {...lost} sent />,
    'stop emails': <StopView ctx={ctx} />,
    'emails stopped': <StoppedView ctx={ctx} />,
    privacy: <PrivacyView ctx={ctx} />,
    help: <HelpView ctx={ctx} />,
    ...Object.fromEntries(errors.map((code) => [`error ${code}`, <ErrorPage ctx={ctx} code={code} />])),
  };
}
