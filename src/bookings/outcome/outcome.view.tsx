import type { Caller } from '../../access/caller.js';
import type { TeamClinic } from '../../clinics/team-clinics.js';
import { clinicDay } from '../../clinics/team-words.js';
import { formatDayTime } from '../../i18n/dates.js';
import type { FormProps } from '../../staff/form.view.js';
import { AreaField, Form, StaffField } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { languageName } from '../changes/change-words.js';
import type { Languages, Outcome } from './outcome-reader.js';
import type { OutcomeFigures } from './outcome-rules.js';
import { FIGURES } from './outcome-rules.js';

const WORDS: Record<keyof OutcomeFigures, string> = {
  booked: 'Booked',
  arrived: 'Arrived',
  noShows: 'Did not come',
  walkIns: 'Walk-ins',
  done: 'Done',
};

interface Props extends FormProps {
  caller: Caller;
  clinic: TeamClinic;
  written?: Outcome;
  values: Record<string, string>;
  languages: Languages;
  names: (actor: string | null) => string;
  now: Date;
}

/** What came of a clinic: to read, and for its planners to write down. */
export function OutcomeView({ caller, clinic, written, values, languages, names, now, ...form }: Props) {
  const { id, title, status, startsAt } = clinic;
  const begun = startsAt !== null && startsAt <= now;
  const writes = caller.permissions.includes('clinics.write') && begun && (status === 'published' || written);
  return (
    <StaffPage
      title={written ? 'What came of it' : 'After the day'}
      caller={caller}
      crumbs={[{ href: `/staff/clinics/${id}`, text: title }]}
    >
      <p safe>{`${title}, ${clinicDay(clinic)}.`}</p>
      {!begun && <p class="note">The clinic has not begun. Its figures are written down when it is over.</p>}
      {!!written && (
        <>
          <dl class="figures">
            {FIGURES.map((name) => (
              <div>
                <dt safe>{WORDS[name]}</dt>
                <dd class="big" safe>
                  {String(written[name])}
                </dd>
              </div>
            ))}
          </dl>
          <p class="soft" safe>
            {`Written down by ${names(written.completedBy)}, ${formatDayTime(written.completedAt, clinic.timeZone, 'en')}.`}
          </p>
          {!!written.notes && (
            <p class="lines" safe>
              {written.notes}
            </p>
          )}
        </>
      )}
      <LanguagesAsked languages={languages} />
      {caller.permissions.includes('reports.read') && (
        <p>
          <a class="hit" href={`/staff/clinics/${id}/report`}>
            The day in pictures
          </a>
        </p>
      )}
      {!!writes && (
        <section class="flow" aria-labelledby="write">
          <h2 id="write">{written ? 'Correct the figures' : 'Complete the clinic'}</h2>
          <p>The numbers are those of the roster. Where the day was worked on paper, write what the paper says.</p>
          <Form {...form} button={written ? 'Keep the corrections' : 'Complete the clinic'}>
            <div class="filter">
              {FIGURES.map((name) => (
                <StaffField
                  name={name}
                  label={WORDS[name]}
                  type="number"
                  value={values[name] ?? ''}
                  errors={form.errors}
                />
              ))}
            </div>
            <AreaField
              name="notes"
              label="To remember for the next time"
              hint="The room, the line, what was missing. Without names, numbers or anything about a person: this is kept."
              value={values['notes'] ?? ''}
              errors={form.errors}
            />
          </Form>
        </section>
      )}
    </StaffPage>
  );
}

function LanguagesAsked({ languages }: { languages: Languages }) {
  const asked = Object.entries(languages).sort(([, a], [, b]) => b - a);
  if (asked.length === 0) return '';
  return (
    <section class="flow" aria-labelledby="languages">
      <h2 id="languages">Languages that people asked for</h2>
      <table class="slots">
        <thead>
          <tr>
            <th scope="col">Language</th>
            <th scope="col">People</th>
          </tr>
        </thead>
        <tbody>
          {asked.map(([tag, n]) => (
            <tr>
              <th scope="row" safe>
                {languageName(tag)}
              </th>
              <td safe>{String(n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
