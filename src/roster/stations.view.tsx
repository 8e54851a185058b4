import type { Caller } from '../access/caller.js';
import type { ClinicDetails } from '../clinics/clinic-reads.js';
import type { FormProps } from '../staff/form.view.js';
import { AreaField, Form } from '../staff/form.view.js';
import { StaffPage } from '../ui/staff-page.view.js';
import { MAX_STATION_NAME, MAX_STATIONS } from './roster-rules.js';
import { rosterPath } from './roster-words.js';

interface Props extends FormProps {
  caller: Caller;
  clinic: ClinicDetails;
  /** One name on each line. */
  text: string;
  /** What they were as this page was made. */
  read: string;
  isSet: boolean;
  /** How many people are at a station now. */
  standing: number;
  /** How many were at one that is no more, after saving. */
  moved?: number;
}

/** The stops on the way through the day, one on each line. */
export function StationsView({ caller, clinic, text, read, isSet, standing, moved, errors = [], formToken }: Props) {
  const path = rosterPath(clinic.id);
  const title = isSet ? 'The stations of the day' : 'This clinic has no stations yet';
  return (
    <StaffPage title={title} caller={caller} crumbs={[{ href: path, text: `Roster: ${clinic.title}` }]}>
      {moved !== undefined && (
        <p class="note" role="status" safe>
          {moved === 0 ? 'Saved.' : `Saved. ${peopleWords(moved)} at no station now: put them at one.`}
        </p>
      )}
      {!isSet && <p>This is the usual way. Save it, or write your own. Without stations a clinic works as well.</p>}
      {standing > 0 && (
        <p safe>{`${peopleWords(standing)} at a station now. Whoever is at one that you take out is at none then.`}</p>
      )}
      <Form action={`${path}/stations`} formToken={formToken} errors={errors} button="Save the stations">
        <AreaField
          name="stations"
          label="One station on each line, in the order of the way"
          hint={`At most ${MAX_STATIONS}, each with at most ${MAX_STATION_NAME} characters.`}
          value={text}
          errors={errors}
          rows={MAX_STATIONS}
        />
        {errors.some(({ code }) => code === 'stations_changed') && (
          <p>
            They are now: <b safe>{read.split('\n').join(', ')}</b>
          </p>
        )}
        <input type="hidden" name="read" value={read} />
      </Form>
    </StaffPage>
  );
}

const peopleWords = (n: number) => (n === 1 ? '1 person is' : `${n} people are`);
