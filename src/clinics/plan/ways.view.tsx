import type { Caller } from '../../access/caller.js';
import { Form } from '../../staff/form.view.js';
import type { PublishBlocker } from '../publish-rules.js';
import type { TeamClinic } from '../team-clinics.js';

/** What keeps a draft back, and the page that mends it. */
const BLOCKERS: Record<PublishBlocker, [words: string, page: string]> = {
  not_a_draft: ['It is published already', ''],
  no_slots: ['It has no times yet', 'times'],
  in_the_past: ['Its first time has begun', 'times'],
  no_venue: ['Nobody has said where it is', 'edit#venueId'],
  no_joining_link: ['The link of the video call is missing', 'edit#joiningLink'],
  no_booking_window: ['Nobody has said when booking opens and closes', 'edit#bookingOpensAt'],
  booking_window_empty: [
    'Booking opens after it closes or after the first time begins, or is over',
    'edit#bookingClosesAt',
  ],
};

interface PublishingProps {
  clinic: TeamClinic;
  blockers: PublishBlocker[];
  formToken: string;
}

/** What is missing before the public may see it; when nothing is, the button. */
export function Publishing({ clinic: { id }, blockers, formToken }: PublishingProps) {
  if (blockers.length === 0) {
    return (
      <section class="note flow" aria-labelledby="publish">
        <h2 id="publish">Ready to be published</h2>
        <p>From then on the public sees it, and books from the moment on that you set.</p>
        <Form action={`/staff/clinics/${id}/publish`} formToken={formToken} button="Publish" />
      </section>
    );
  }
  return (
    <section class="note flow" aria-labelledby="publish">
      <h2 id="publish">Before it can be published</h2>
      <ul>
        {blockers.map((blocker) => {
          const [words, page] = BLOCKERS[blocker];
          return (
            <li>
              <a href={`/staff/clinics/${id}/${page}`} safe>
                {words}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface WaysProps {
  caller: Caller;
  clinic: TeamClinic;
  now: Date;
}

/** Where one can go on from a clinic, as it is and as one may. */
export function ClinicWays({ caller, clinic, now }: WaysProps) {
  const may = (permission: Caller['permissions'][number]) => caller.permissions.includes(permission);
  const { status, startsAt } = clinic;
  const draft = status === 'draft';
  const live = status === 'published';
  const begun = startsAt !== null && startsAt <= now;
  const ways: [show: boolean, page: string, words: string][] = [
    [may('roster.work') && (live || status === 'completed'), 'roster', 'Roster'],
    [may('clinics.write') && (live || status === 'cancelled'), 'change', live ? 'Change or call off' : 'Bring back'],
    [may('clinics.write') && (draft || live), 'edit', 'Edit'],
    [may('clinics.write') && (draft || live), 'times', 'Times'],
    [may('clinics.write') && (draft || live), 'texts', 'Texts'],
    [may('clinics.write') && (draft || live), 'reminders', 'Reminders'],
    [may('clinics.write'), 'team', 'Team'],
    [may('clinics.write'), 'copy', 'Copy'],
    [!draft && may('messages.read'), 'messages', 'Messages'],
    [!draft && may('clinics.read'), 'changes', 'Decided'],
    [
      may('clinics.write') && ((live && begun) || status === 'completed'),
      'complete',
      status === 'completed' ? 'Figures' : 'Complete',
    ],
    [may('reports.read') && !draft, 'report', 'Report'],
  ];
  const shown = ways.filter(([show]) => show);
  if (shown.length === 0) return '';
  return (
    <nav class="tabs" aria-label="This clinic">
      {shown.map(([, page, words]) => (
        <a href={`/staff/clinics/${clinic.id}/${page}`} safe>
          {words}
        </a>
      ))}
    </nav>
  );
}
