import type { Reader } from '../../ui/staff-page.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { rosterPath } from '../roster-words.js';
import type { SheetHead } from './sheet-pdf.js';
import type { SheetGroup, SheetPerson } from './sheet-rules.js';
import { byTime, languageWords, peopleWords } from './sheet-rules.js';

interface Props {
  caller: Reader;
  clinicId: string;
  head: SheetHead;
  people: SheetPerson[];
}

const HEADS = ['Came', 'Done', 'No-show', 'Name', 'Reference', 'Language'];

/** The sheet as a page: what one sees is what the printer gets, without the frame. */
export function PrintView({ caller, clinicId, head, people }: Props) {
  const crumbs = [
    { href: `/staff/clinics/${clinicId}`, text: 'Clinic' },
    { href: rosterPath(clinicId), text: 'Roster' },
  ];
  return (
    <StaffPage title={head.title} caller={caller} crumbs={crumbs} own={['sheet.css']}>
      <p safe>{[head.day, head.place, peopleWords(people.length)].join('. ')}</p>
      <div class="off-paper note">
        <p>Print this page with your browser: press Ctrl and P, or on a tablet look for Print in its menu.</p>
        {caller.permissions.includes('roster.export') && (
          <p>
            <a class="hit" href={`${rosterPath(clinicId)}/export`}>
              Take it away as a PDF or a spreadsheet
            </a>
          </p>
        )}
      </div>
      {people.length === 0 ? <p class="note">Nobody is on the roster.</p> : <Sheet groups={byTime(people)} />}
      <p class="soft" safe>
        {`Names of people: hand it to nobody outside, and shred it after the day. Made ${head.made}.`}
      </p>
    </StaffPage>
  );
}

function Sheet({ groups }: { groups: SheetGroup[] }) {
  return (
    <div class="scroll" tabindex="0" role="region" aria-label="The sheet">
      <table class="sheet">
        <caption class="vh">Everybody by time, with boxes to tick</caption>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th scope="col" safe>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ time, people }) => (
          <tbody>
            <tr class="time">
              <th scope="rowgroup" colspan={HEADS.length} safe>
                {`${time}, ${peopleWords(people.length)}`}
              </th>
            </tr>
            {people.map((person) => (
              <Line person={person} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Line({ person }: { person: SheetPerson }) {
  const { status, name, reference } = person;
  return (
    <tr>
      <Box ticked={status === 'arrived' || status === 'done'} />
      <Box ticked={status === 'done'} />
      <Box ticked={status === 'no_show'} />
      <th scope="row" dir="auto" safe>
        {name}
      </th>
      <td class="code" safe>
        {reference}
      </td>
      <td safe>{languageWords(person)}</td>
    </tr>
  );
}

/** A box to tick with a pen; what is so already has its cross. */
function Box({ ticked }: { ticked: boolean }) {
  return (
    <td>
      <span class="box" aria-hidden="true">
        {ticked ? '×' : ''}
      </span>
      <span class="vh">{ticked ? 'yes' : 'not yet'}</span>
    </td>
  );
}
