import type { Caller } from '../../access/caller.js';
import { formatDayTime } from '../../i18n/dates.js';
import { Bar } from '../../ui/bar.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { CHANGE_WORDS, count } from './change-words.js';
import type { ChangeProgress } from './changes-reader.js';
import { changeCrumbs } from './preview.view.js';

type Names = (actor: string | null) => string;

interface ListProps {
  caller: Caller;
  clinic: { id: string; title: string };
  changes: ChangeProgress[];
  names: Names;
}

/** What was decided about a clinic so far. */
export function ChangesView({ caller, clinic, changes, names }: ListProps) {
  return (
    <StaffPage title="What was decided so far" caller={caller} crumbs={changeCrumbs(clinic).slice(0, 1)}>
      {changes.length === 0 && <p>Nothing that people had to be told of.</p>}
      <ol class="list decisions">
        {changes.map((change) => (
          <li>
            <a class="hit" href={`/staff/clinics/${change.clinicId}/changes/${change.id}`}>
              <b safe>{CHANGE_WORDS[change.kind]}</b>
            </a>
            <p safe>{change.summary}</p>
            <p class="soft" safe>
              {`${madeWords(change, names)}. ${reachWords(change)}`}
            </p>
          </li>
        ))}
      </ol>
    </StaffPage>
  );
}

interface ProgressProps {
  caller: Caller;
  change: ChangeProgress;
  names: Names;
  now: Date;
}

/** While reports may still come. */
const LIVELY_MS = 60 * 60_000;

/** One decision, as it reaches people. */
export function ProgressView({ caller, change, names, now }: ProgressProps) {
  const { clinicId, clinicTitle, kind, summary, reach } = change;
  const alive = reach.waiting > 0 || (reach.told > 0 && now.getTime() - change.madeAt.getTime() < LIVELY_MS);
  const clinic = { id: clinicId, title: clinicTitle };
  const crumbs = [changeCrumbs(clinic)[0]!, { href: `/staff/clinics/${clinicId}/changes`, text: 'Decided' }];
  return (
    <StaffPage title={CHANGE_WORDS[kind]} caller={caller} crumbs={crumbs} alive={alive}>
      <p class="when" safe>
        {summary}
      </p>
      <p class="soft" safe>
        {[madeWords(change, names), change.reason].filter(Boolean).join('. ')}
      </p>
      <div id="progress" class="flow" data-alive={alive ? '' : undefined}>
        <h2 safe>{reachWords(change)}</h2>
        <Bar n={change.bookings - reach.waiting} of={Math.max(change.bookings, 1)} />
        <dl class="figures">
          <Figure n={reach.delivered} words="delivered" />
          <Figure n={reach.told} words="sent, no report yet" />
          <Figure n={reach.waiting} words="about to be sent" />
          <Figure n={change.failed} words="messages that failed" />
          <Figure n={reach.reached} words="settled by phone" />
          <Figure n={reach.call} words="to call" />
          <Figure n={reach.moved_on} words="changed their booking since" />
        </dl>
        {reach.call > 0 && caller.permissions.includes('calls.work') && (
          <p>
            <a class="btn" href={`/staff/calls?clinic=${clinicId}`} safe>
              {`Call ${count(reach.call, 'booking')}`}
            </a>
          </p>
        )}
      </div>
      <p class="hint">
        A booking counts once, by what got through to it best. Whoever could not be written to, or whom no message
        reached, is to be called.
      </p>
    </StaffPage>
  );
}

function Figure({ n, words }: { n: number; words: string }) {
  return (
    <div>
      <dt safe>{words}</dt>
      <dd class="big" safe>
        {String(n)}
      </dd>
    </div>
  );
}

/** `Maria, Saturday, December 5, 8:12 am`. */
const madeWords = ({ madeBy, madeAt, timeZone }: ChangeProgress, names: Names) =>
  `${names(madeBy)}, ${formatDayTime(madeAt, timeZone, 'en')}`;

/** How far it has come, in one sentence. */
export function reachWords({ bookings, reach }: Pick<ChangeProgress, 'bookings' | 'reach'>): string {
  if (bookings === 0) return 'Nobody had booked';
  const done = reach.delivered + reach.told + reach.reached;
  const parts = [
    `${done} of ${count(bookings, 'booking')} told`,
    reach.waiting > 0 && `${reach.waiting} about to be`,
    reach.call > 0 && `${reach.call} to call`,
  ];
  return parts.filter(Boolean).join(', ');
}
