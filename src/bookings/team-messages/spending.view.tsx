import { DateTime } from 'luxon';
import type { Caller } from '../../access/caller.js';
import { formatDay, TEAM_ZONE } from '../../i18n/dates.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { money } from './cost-rules.js';
import type { DaySent, Sent } from './spending.js';
import { DAYS_BACK, together } from './spending.js';

interface Props {
  caller: Caller;
  days: DaySent[];
  /** Of all clinics and of what belongs to none, for whoever answers for it. */
  whole?: DaySent[];
}

/** What was sent and spent, day by day. It names nobody. */
export function SpendingView({ caller, days, whole }: Props) {
  return (
    <StaffPage title="What was sent and spent" caller={caller} crumbs={[]} own={['reports.css']}>
      <p class="row">
        <a class="hit" href="/staff/messages/templates">
          What we write
        </a>
      </p>
      {!!whole && <Table title={`Everything, the last ${DAYS_BACK} days`} name="whole" days={whole} />}
      {(!whole || caller.clinics !== 'all') && (
        <Table title={`The clinics that you see, the last ${DAYS_BACK} days`} name="seen" days={days} />
      )}
      <p class="hint">
        A day is the one on which a message was due, in Boston. The cost is of texts alone, estimated from their
        segments. An email counts as arrived when the mail server took it. Trouble: it did not arrive, nobody knows, or
        it would have come too late. Not sent: it was no longer true, or nobody wanted it. Which ones they are stands
        under “Messages” of each clinic.
      </p>
    </StaffPage>
  );
}

const COLUMNS: [string, (sent: Sent) => string][] = [
  ['Texts', ({ texts }) => String(texts)],
  ['Segments', ({ segments }) => String(segments)],
  ['Cost', ({ cost }) => money(cost)],
  ['Emails', ({ emails }) => String(emails)],
  ['Arrived', ({ arrived }) => String(arrived)],
  ['On the way', ({ onTheWay }) => String(onTheWay)],
  ['Trouble', ({ trouble }) => String(trouble)],
  ['Not sent', ({ notSent }) => String(notSent)],
];

function Table({ title, name, days }: { title: string; name: string; days: DaySent[] }) {
  const all = together(days);
  return (
    <section class="flow" aria-labelledby={name}>
      <h2 id={name} safe>
        {title}
      </h2>
      {days.length === 0 ? (
        <p class="note">Nothing was sent.</p>
      ) : (
        <div class="scroll" tabindex="0" role="group" aria-label={title}>
          <table class="numbers">
            <thead>
              <tr>
                <th scope="col">Day</th>
                {COLUMNS.map(([words]) => (
                  <th scope="col" safe>
                    {words}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">All</th>
                <Cells sent={all} />
              </tr>
              {days.map((day) => (
                <tr>
                  <th scope="row" safe>
                    {formatDay(noon(day.day), TEAM_ZONE, 'en')}
                  </th>
                  <Cells sent={day} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const noon = (day: string) => DateTime.fromISO(day, { zone: TEAM_ZONE }).set({ hour: 12 }).toJSDate();

function Cells({ sent }: { sent: Sent }) {
  return (
    <>
      {COLUMNS.map(([, figure]) => (
        <td safe>{figure(sent)}</td>
      ))}
    </>
  );
}
