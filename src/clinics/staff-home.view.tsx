import type { Caller } from '../access/caller.js';
import { formatDay, TEAM_ZONE } from '../i18n/dates.js';
import { StaffPage } from '../ui/staff-page.view.js';
import type { HomeNote } from './home-notes.js';
import type { TeamClinic } from './team-clinics.js';
import { ClinicMeta, Fill, TeamRows } from './team-rows.view.js';
import { clinicDay } from './team-words.js';

interface Props {
  caller: Caller;
  clinics: TeamClinic[];
  /** What waits elsewhere. */
  notes: HomeNote[];
  now: Date;
}

/** What is today, then what comes. */
export function StaffHomeView({ caller, clinics, notes, now }: Props) {
  const today = clinics.filter((clinic) => clinic.today);
  const coming = clinics.filter((clinic) => !clinic.today);
  return (
    <StaffPage title={homeTitle(caller, clinics, today)} caller={caller} current="/staff" ask>
      <p class="soft row">
        <time safe>{formatDay(now, TEAM_ZONE, 'en')}</time>
        {caller.permissions.includes('messages.read') && (
          <a class="hit push" href="/staff/messages">
            Messages
          </a>
        )}
        {clinics.length > 0 && caller.permissions.includes('clinics.write') && (
          <a class="hit" href="/staff/clinics/new">
            New clinic
          </a>
        )}
      </p>
      {notes.map(({ href, words, more }) => (
        <p class="note">
          <a href={href} safe>
            {words}
          </a>
          , <span safe>{more}</span>.
        </p>
      ))}
      {clinics.length === 0 && <NothingHere caller={caller} />}
      {today.length === 0 && !!coming[0] && <NextIs clinic={coming[0]} />}
      {today.map((clinic) => (
        <Today clinic={clinic} now={now} roster={caller.permissions.includes('roster.work')} />
      ))}
      {coming.length > 0 && (
        <section class="flow" aria-labelledby="coming">
          <h2 id="coming">{today.length > 0 ? 'After today' : 'What comes'}</h2>
          <TeamRows clinics={coming} now={now} />
        </section>
      )}
    </StaffPage>
  );
}

function homeTitle({ clinics: scope }: Caller, clinics: TeamClinic[], today: TeamClinic[]): string {
  if (scope.length === 0) return 'You are not assigned to a clinic yet';
  if (clinics.length === 0) return 'No clinic is planned';
  if (today.length === 0) return 'No clinic today';
  return today.length === 1 ? 'One clinic today' : `${today.length} clinics today`;
}

function Today({ clinic, now, roster }: { clinic: TeamClinic; now: Date; roster: boolean }) {
  return (
    <section class="today" aria-labelledby={`today-${clinic.id}`}>
      <div>
        <h2 id={`today-${clinic.id}`}>
          <a href={`/staff/clinics/${clinic.id}`} safe>
            {clinic.title}
          </a>
        </h2>
        <ClinicMeta clinic={clinic} />
        {roster && clinic.status === 'published' && (
          <p>
            <a class="btn" href={`/staff/clinics/${clinic.id}/roster`}>
              Roster
            </a>
          </p>
        )}
      </div>
      <Fill clinic={clinic} now={now} />
    </section>
  );
}

function NextIs({ clinic }: { clinic: TeamClinic }) {
  return (
    <p class="next-is">
      The next is{' '}
      <a href={`/staff/clinics/${clinic.id}`} safe>
        {clinic.title}
      </a>
      , <span safe>{clinicDay(clinic)}</span>.
    </p>
  );
}

/** What is so, and the next step, by what one may do. */
function NothingHere({ caller }: { caller: Caller }) {
  if (caller.clinics.length === 0) {
    return (
      <div class="note">
        <p>
          Ask an administrator to assign you to your clinics. They do it under People, and then your clinics stand here.
        </p>
      </div>
    );
  }
  if (caller.permissions.includes('clinics.write')) {
    return (
      <div class="note">
        <p>
          Make a clinic, and it stands here as a draft until you publish it.{' '}
          <a href="/staff/clinics/new">Make a clinic</a>
        </p>
      </div>
    );
  }
  return (
    <div class="note">
      <p>Nobody can book now. When a coordinator publishes a clinic, it stands here.</p>
    </div>
  );
}
