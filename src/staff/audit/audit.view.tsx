import type { FieldError } from '../../platform/errors.js';
import { ErrorSummary } from '../../ui/fields.view.js';
import type { Reader } from '../../ui/staff-page.view.js';
import { STAFF_CONTEXT, StaffPage } from '../../ui/staff-page.view.js';
import { StaffField } from '../form.view.js';
import { whenWords } from '../when.js';
import type { AuditRow, Names } from './audit-reader.js';
import { ACTION_WORDS, actionName, actorWords, deedWords } from './audit-words.js';

/** The fields of the filter as they were given. */
export type Asked = Record<'person' | 'clinic' | 'about' | 'action' | 'from' | 'to', string>;

interface Choice {
  id: string;
  name: string;
}

interface Props {
  caller: Reader;
  asked: Asked;
  errors: FieldError[];
  people: Choice[];
  clinics: Choice[];
  rows: AuditRow[];
  names: Names;
  /** The address of what is older; absent at the end. */
  older?: string;
}

export function AuditView({ caller, asked, errors, people, clinics, rows, names, older }: Props) {
  const actions = Object.keys(ACTION_WORDS).map((id) => ({ id, name: actionName(id) }));
  return (
    <StaffPage title="Who saw or changed what" caller={caller} current="/staff/audit">
      <form method="get" action="/staff/audit" class="flow" novalidate>
        <ErrorSummary ctx={STAFF_CONTEXT} errors={errors} />
        <div class="filter">
          <Choose name="person" label="Who" any="Anybody" choices={people} chosen={asked.person} />
          <Choose name="action" label="What" any="Anything" choices={actions} chosen={asked.action} />
          <Choose name="clinic" label="Clinic" any="Any clinic" choices={clinics} chosen={asked.clinic} />
          <StaffField name="about" label="Booking" value={asked.about} errors={errors} autocomplete="off" />
          <DayField name="from" label="From day" value={asked.from} errors={errors} />
          <DayField name="to" label="To day" value={asked.to} errors={errors} />
        </div>
        <button class="btn">Show</button> <a href="/staff/audit">Show everything</a>
      </form>
      {errors.length > 0 ? (
        ''
      ) : rows.length === 0 ? (
        <p>Nothing is written down for this. Ask for fewer things at once.</p>
      ) : (
        <ol class="log">
          {rows.map((row) => (
            <Row row={row} names={names} />
          ))}
        </ol>
      )}
      {!!older && (
        <p>
          <a class="btn plain" href={older}>
            Older
          </a>
        </p>
      )}
      {caller.permissions.includes('audit.export') && (
        <p>
          <a href="/staff/audit/export">Take the audit trail as a file</a>
        </p>
      )}
    </StaffPage>
  );
}

function Row({ row, names }: { row: AuditRow; names: Names }) {
  const { at, actor, clinicId, subjectId, ipIx, requestId } = row;
  const clinic = clinicId === null || clinicId === subjectId ? undefined : names.get(clinicId);
  const place = ipIx === null ? undefined : `from place ${ipIx.slice(0, 6)}`;
  const request = requestId === null ? undefined : `request ${requestId}`;
  return (
    <li>
      <b safe>{actorWords(actor, names)}</b> <span safe>{deedWords(row, names)}</span>
      <span class="sub" safe>
        {[whenWords(at), clinic, place, request].filter(Boolean).join(' · ')}
      </span>
    </li>
  );
}

function Choose({
  name,
  label,
  any,
  choices,
  chosen,
}: Record<'name' | 'label' | 'any' | 'chosen', string> & { choices: Choice[] }) {
  return (
    <div>
      <label for={name} safe>
        {label}
      </label>
      <select id={name} name={name}>
        <option value="" safe>
          {any}
        </option>
        {choices.map((choice) => (
          <option value={choice.id} selected={choice.id === chosen} safe>
            {choice.name}
          </option>
        ))}
      </select>
    </div>
  );
}

function DayField(props: { name: string; label: string; value: string; errors: FieldError[] }) {
  return <StaffField type="date" {...props} />;
}
