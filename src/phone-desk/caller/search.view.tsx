import type { Caller } from '../../access/caller.js';
import type { TeamClinic } from '../../clinics/team-clinics.js';
import { TeamRows } from '../../clinics/team-rows.view.js';
import { spaced } from '../../bookings/slip.view.js';
import { formatDayTime } from '../../i18n/dates.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { BookFor, callerPath, Key } from './caller-parts.view.js';
import { grouped } from '../said-words.js';
import { STATE_WORDS } from './card-words.js';
import type { FoundCallers } from './find-callers.js';
import type { FoundPerson } from './found-rules.js';

interface Props {
  caller: Caller;
  sought: string;
  clinics: TeamClinic[];
  /** Absent for whoever may not look for people. */
  found?: FoundCallers;
  now: Date;
  formToken: string;
}

const NOBODY: FoundCallers = { by: 'nothing', people: [], more: false };

/** What was found: people first, because one of them is on the line. */
export function SearchView({ caller, sought, clinics, found = NOBODY, now, formToken }: Props) {
  const { people, more, phone, by } = found;
  const nothing = people.length === 0 && clinics.length === 0;
  return (
    <StaffPage
      title={searchTitle(sought, clinics, found)}
      caller={caller}
      crumbs={[]}
      sought={sought}
      ask={people.length === 0 && !phone}
      own={['caller.css']}
    >
      {people.length > 0 && <People people={people} more={more} by={by} />}
      {(phone !== undefined || by === 'name') && caller.permissions.includes('bookings.write') && (
        <New found={found} sought={sought} formToken={formToken} />
      )}
      {clinics.length > 0 && (
        <section class="flow" aria-labelledby="clinics">
          <h2 id="clinics">Clinics</h2>
          <TeamRows clinics={clinics} now={now} />
        </section>
      )}
      {nothing && <Ways caller={caller} />}
    </StaffPage>
  );
}

function searchTitle(sought: string, clinics: TeamClinic[], { people, more, phone }: FoundCallers): string {
  if (sought === '') return 'What do you look for?';
  if (phone && people.length === 0) return `Nobody has booked with ${grouped(phone)}`;
  const count = more ? `more than ${people.length} people` : `${people.length} people`;
  const found = [
    people.length > 0 && (people.length === 1 && !more ? '1 person' : count),
    clinics.length === 1 && '1 clinic',
    clinics.length > 1 && `${clinics.length} clinics`,
  ].filter(Boolean);
  return found.length === 0 ? `Nothing found for “${sought}”` : `Found: ${found.join(' and ')}`;
}

/** Enter opens it. */
const FIRST: object = { autofocus: true };

/** Keys for the first ones; arrows go through all of them. */
const DIGITS = 9;

function People({ people, more, by }: Pick<FoundCallers, 'people' | 'more' | 'by'>) {
  return (
    <section class="flow" aria-labelledby="people">
      <h2 id="people" class="vh">
        People
      </h2>
      {more && <p class="note">These are the best of more. Say more letters, or the phone number.</p>}
      <ul class="list found-people" data-arrows>
        {people.map((one, i) => (
          <li>
            <a
              href={callerPath(one.bookingId)}
              data-key={i < DIGITS ? String(i + 1) : undefined}
              {...(i === 0 && FIRST)}
            >
              {i < DIGITS ? <Key is={String(i + 1)} /> : <span />}
              <b dir="auto" safe>
                {one.name}
              </b>
              <span safe>{whenWords(one)}</span>
              <span class="soft" safe>
                {byWords(one, by)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const whenWords = ({ startsAt, timeZone, clinicTitle, state }: FoundPerson) =>
  `${state === 'coming' ? '' : `${STATE_WORDS[state]}: `}${formatDayTime(startsAt, timeZone, 'en')}, ${clinicTitle}`;

/** What tells namesakes apart. */
const byWords = ({ contactName, phoneEnd, bookings, reference }: FoundPerson, by: FoundCallers['by']) =>
  [
    contactName && `booked by ${contactName}`,
    phoneEnd && `phone ends ${phoneEnd}`,
    by === 'phone' && `reference ${spaced(reference)}`,
    bookings > 1 && `${bookings} bookings`,
  ]
    .filter(Boolean)
    .join(', ');

/** Somebody new: what was said of them so far goes along. */
function New({
  found: { phone, people, by },
  sought,
  formToken,
}: {
  found: FoundCallers;
  sought: string;
  formToken: string;
}) {
  const alone = people.length === 0;
  return (
    <BookFor
      {...{ formToken, phone, name: by === 'name' ? sought : undefined }}
      button={alone ? 'Book for this caller' : 'None of them: book for a new caller'}
      look={alone ? 'btn' : 'btn plain'}
      shortcut={alone && phone ? 'Enter' : 'B'}
    />
  );
}

/** What can be looked for, when nothing was found. */
function Ways({ caller }: { caller: Caller }) {
  const assigned = typeof caller.clinics !== 'string';
  return (
    <div class="note flow">
      <p>You can look for:</p>
      <ul>
        {caller.permissions.includes('bookings.read') && (
          <>
            <li>a caller by phone: “617 555 0123”, “six one seven, double five…”, or the last four digits</li>
            <li>by the six letters and digits: “K7M 4QP”, “K as in kilo, seven…”</li>
            <li>by name, parts of it, or as it sounds: “mir jo”, “Jozef”</li>
          </>
        )}
        <li>a clinic or its place: “Codman”, “Dorchester”, “video”</li>
        <li>a day: “today”, “Saturday”, “Aug 6”, “8/6”</li>
      </ul>
      {assigned && <p>We look only in the clinics that you are assigned to.</p>}
    </div>
  );
}
