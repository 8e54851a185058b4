import type { Reader } from '../../ui/staff-page.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { rosterPath } from '../roster-words.js';
import type { SheetHead } from './sheet-pdf.js';
import type { SheetPerson } from './sheet-rules.js';
import { byTime, FOOT, languageWords, markOf, peopleWords, WALK_INS } from './sheet-rules.js';

interface Props {
  caller: Reader;
  clinicId: string;
  head: SheetHead;
  people: SheetPerson[];
}

const HEADS = ['Came', 'Done', 'No-show', 'Name', 'Reference', 'Language', 'By hand'];

/** The sheet as a page: what one sees is what the printer gets, without the frame. */
export function PrintView({ caller, clinicId, head, people }: Props) {
  const path = rosterPath(clinicId);
  const crumbs = [
    { href: `/staff/clinics/${clinicId}`, text: 'Clinic' },
    { href: path, text: 'Roster' },
  ];
  const facts = [head.day, head.place, peopleWords(people.length)].join('. ');
  return (
    <StaffPage title={head.title} caller={caller} crumbs={crumbs} own={['sheet.css', 'print.js']}>
      <p class="off-paper" safe>
        {facts}
      </p>
      <div class="off-paper row">
        <PrintButton words="Print the sheet" />
        <a class="btn plain" href={`${path}/card`}>
          Card for volunteers
        </a>
        {caller.permissions.includes('roster.export') && (
          <a class="btn plain" href={`${path}/export`}>
            Take it away as a file
          </a>
        )}
      </div>
      {people.length === 0 && <p class="note">Nobody is on the roster.</p>}
      <Sheet people={people} title={head.title} facts={facts} />
      <p class="soft" safe>
        {`${FOOT.names} Made ${head.made}.`}
      </p>
    </StaffPage>
  );
}

/** Opens the browser's own window for it; without a script one finds that in the browser's menu. */
export function PrintButton({ words }: { words: string }) {
  return (
    <>
      <button class="btn" data-print hidden safe>
        {words}
      </button>
      <noscript>To print, press Ctrl and P, or look for Print in the menu of your browser.</noscript>
    </>
  );
}

interface SheetProps {
  people: SheetPerson[];
  title: string;
  facts: string;
}

/** On paper its head, with the clinic and the day, stands on each page; and each line says its time, for pages that part company. */
function Sheet({ people, title, facts }: SheetProps) {
  return (
    <div class="scroll" tabindex="0" role="region" aria-label="The sheet">
      <table class="sheet">
        <caption class="vh">Everybody by time, with boxes to tick</caption>
        <colgroup>
          {HEADS.map((head) => (
            <col class={`c-${head.slice(0, 2).toLowerCase()}`} />
          ))}
        </colgroup>
        <thead>
          <tr class="on-paper">
            <td colspan={HEADS.length}>
              <b safe>{title}</b> <span safe>{facts}</span>
            </td>
          </tr>
          <tr>
            {HEADS.map((head) => (
              <th scope="col" safe>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {byTime(people).map(({ time, people }) => (
          <tbody>
            <GroupHead words={`${time}, ${peopleWords(people.length)}`} />
            {people.map((person) => (
              <Line person={person} />
            ))}
          </tbody>
        ))}
        <tbody>
          <GroupHead words={WALK_INS.head} />
          {Array.from({ length: WALK_INS.lines }, () => (
            <Blank />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GroupHead({ words }: { words: string }) {
  return (
    <tr class="time">
      <th scope="rowgroup" colspan={HEADS.length} safe>
        {words}
      </th>
    </tr>
  );
}

function Line({ person }: { person: SheetPerson }) {
  const { time, status, name, reference } = person;
  const mark = markOf(person);
  return (
    <tr>
      <Box ticked={status === 'arrived' || status === 'done'} />
      <Box ticked={status === 'done'} />
      <Box ticked={status === 'no_show'} />
      <th scope="row">
        <bdi safe>{name}</bdi>
      </th>
      <td class="code">
        <span safe>{reference}</span>
        <span class="sub on-paper" safe>
          {time}
        </span>
        {mark !== '' && <span class="sub">{mark}</span>}
      </td>
      <td safe>{languageWords(person)}</td>
      <td />
    </tr>
  );
}

/** A line for the pen. */
function Blank() {
  return (
    <tr>
      <Box ticked={false} />
      <Box ticked={false} />
      <Box ticked={false} />
      <td colspan={4} />
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
