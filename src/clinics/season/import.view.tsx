import type { Caller } from '../../access/caller.js';
import { formatDay, formatTimeRange } from '../../i18n/dates.js';
import { AreaField, Form } from '../../staff/form.view.js';
import { errorText } from '../../ui/fields.view.js';
import { STAFF_CONTEXT, StaffPage } from '../../ui/staff-page.view.js';
import type { PlannedClinic, SeasonPlan } from './import-season.js';
import type { RowFault } from './season-csv-rules.js';
import { COLUMNS } from './season-csv-rules.js';
import { SEASON } from './season.view.js';

interface Props {
  caller: Caller;
  csv: string;
  formToken: string;
  /** Once it was looked through. */
  plan?: SeasonPlan;
}

/** A season from a spreadsheet: looked through first, then made as a whole. */
export function ImportView({ caller, csv, formToken, plan }: Props) {
  const ready = plan?.faults.length === 0;
  const crumbs = [{ href: SEASON, text: 'Season' }];
  return (
    <StaffPage title={importTitle(plan)} caller={caller} current={SEASON} crumbs={crumbs}>
      {!!plan && plan.faults.length > 0 && <Faults faults={plan.faults} />}
      {!!plan && ready && <Ready planned={plan.planned} csv={csv} formToken={formToken} />}
      <section class="flow" aria-labelledby="text">
        <h2 id="text">{plan ? 'Mend the text and look again' : 'Paste the spreadsheet'}</h2>
        <Form formToken={formToken} button="Look through it" look={ready ? 'btn plain' : 'btn'}>
          <p data-fills="csv" hidden>
            <label>
              A CSV file from this device
              <input type="file" accept=".csv,text/csv,text/plain" />
            </label>
          </p>
          <AreaField
            name="csv"
            label="Rows with commas, semicolons or tabs; the first one names the columns"
            value={csv}
            rows={12}
          />
        </Form>
      </section>
      <details class="fold" open={!plan}>
        <summary>What stands in which column</summary>
        <p>
          <a href={`${SEASON}/import/example.csv`}>A spreadsheet to begin with</a>
        </p>
        <dl class="facts">
          {Object.entries(COLUMNS).map(([column, words]) => (
            <div>
              <dt>
                <code safe>{column}</code>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </details>
    </StaffPage>
  );
}

function importTitle(plan?: SeasonPlan): string {
  if (!plan) return 'Import a season';
  if (plan.faults.length === 0) return `${clinics(plan.planned.length)} would be made`;
  const rows = new Set(plan.faults.map(({ line }) => line)).size;
  return rows === 1 ? 'One row is to be mended' : `${rows} rows are to be mended`;
}

const clinics = (n: number) => (n === 1 ? '1 clinic' : `${n} clinics`);

function Faults({ faults }: { faults: RowFault[] }) {
  return (
    <div class="errors" role="alert">
      <p>Nothing was made. Each row that does not work, by its line:</p>
      <div class="scroll" tabindex={0} role="region" aria-label="Rows to mend">
        <table>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Column</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {faults.map(({ line, column, code, params }) => (
              <tr>
                <td safe>{String(line)}</td>
                <td>
                  <code safe>{column}</code>
                </td>
                <td safe>{errorText(STAFF_CONTEXT.t, { code, params })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Ready({ planned, csv, formToken }: { planned: PlannedClinic[]; csv: string; formToken: string }) {
  return (
    <section class="note flow" aria-labelledby="ready">
      <h2 id="ready">All rows work. They become drafts, all of them or none</h2>
      <ol class="list">
        {planned.map(({ clinic, slots }) => (
          <li safe>{plannedWords({ clinic, slots })}</li>
        ))}
      </ol>
      <Form formToken={formToken} button={`Make ${clinics(planned.length)}`}>
        <input type="hidden" name="csv" value={csv} />
        <input type="hidden" name="step" value="apply" />
      </Form>
    </section>
  );
}

function plannedWords({ clinic, slots }: Omit<PlannedClinic, 'line'>): string {
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last) return clinic.title;
  const places = slots.reduce((all, { capacity }) => all + capacity, 0);
  const day = formatDay(first.startsAt, clinic.timeZone, 'en');
  const hours = formatTimeRange(first.startsAt, last.endsAt, clinic.timeZone, 'en');
  return `${clinic.title}: ${day}, ${hours}, ${slots.length} times, ${places} places`;
}
