import type { Caller } from '../../access/caller.js';
import { formatTimeRange } from '../../i18n/dates.js';
import type { FormProps } from '../../staff/form.view.js';
import { Form, StaffField } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { PlannedSlot } from '../slot-plan-rules.js';
import type { TeamClinic, TeamSlot } from '../team-clinics.js';
import { clinicDay } from '../team-words.js';

export const BREAKS = 3;

/** The form of a slot plan as it was typed. */
export interface TimesValues {
  from: string;
  to: string;
  everyMinutes: string;
  capacity: string;
  gaps: { from: string; to: string }[];
}

interface Props extends FormProps {
  caller: Caller;
  clinic: TeamClinic;
  slots: TeamSlot[];
  values: TimesValues;
  /** What the plan would make. */
  planned?: PlannedSlot[];
}

/** The times of a clinic: those there are, and a plan for more, shown before it is applied. */
export function PlanTimesView({ caller, clinic, slots, values, planned, ...form }: Props) {
  const { id, title, timeZone, status } = clinic;
  return (
    <StaffPage title="Times" caller={caller} crumbs={[{ href: `/staff/clinics/${id}`, text: title }]}>
      <p safe>{`${clinicDay(clinic)}. Times are those on the clock of the clinic.`}</p>
      {!!planned && <Planned planned={planned} zone={timeZone} values={values} formToken={form.formToken} />}
      <div class="cols">
        <section class="flow" aria-labelledby="plan">
          <h2 id="plan">{slots.length > 0 ? 'Add times' : 'Plan the times'}</h2>
          <PlanForm
            {...form}
            values={values}
            button={planned ? 'Show another plan' : 'Show the times'}
            look={planned ? 'btn plain' : 'btn'}
          />
        </section>
        <section class="flow" aria-labelledby="there">
          <h2 id="there" safe>
            {slots.length === 0 ? 'No times yet' : slots.length === 1 ? '1 time now' : `${slots.length} times now`}
          </h2>
          <ul class="list">
            {slots.map((slot) => (
              <li class="row">
                <span class="whole" safe>
                  {formatTimeRange(slot.startsAt, slot.endsAt, timeZone, 'en')}
                </span>
                <span class="soft" safe>
                  {slot.capacity === 1 ? '1 place' : `${slot.capacity} places`}
                </span>
                {status === 'draft' ? (
                  <form method="post" action={`/staff/clinics/${id}/times/${slot.id}/remove`}>
                    <input type="hidden" name="form" value={form.formToken} />
                    <button class="link">
                      Remove
                      <span class="vh" safe>{` ${formatTimeRange(slot.startsAt, slot.endsAt, timeZone, 'en')}`}</span>
                    </button>
                  </form>
                ) : (
                  <a href={`/staff/clinics/${id}/slots/${slot.id}`}>
                    Change
                    <span class="vh" safe>{` ${formatTimeRange(slot.startsAt, slot.endsAt, timeZone, 'en')}`}</span>
                  </a>
                )}
              </li>
            ))}
          </ul>
          {status === 'draft' && slots.length > 1 && (
            <form method="post" action={`/staff/clinics/${id}/times/all/remove`}>
              <input type="hidden" name="form" value={form.formToken} />
              <button class="link">Remove all times</button>
            </form>
          )}
        </section>
      </div>
      <p>
        <a class="btn plain" href={`/staff/clinics/${id}`}>
          Back to the clinic
        </a>
      </p>
    </StaffPage>
  );
}

interface PlannedProps {
  planned: PlannedSlot[];
  zone: string;
  values: TimesValues;
  formToken: string;
}

/** What would be made; nothing is yet. */
function Planned({ planned, zone, values, formToken }: PlannedProps) {
  const places = planned.reduce((all, { capacity }) => all + capacity, 0);
  const { gaps, ...plain } = values;
  const fields = [
    ...Object.entries(plain),
    ...gaps.flatMap(({ from, to }, i) => [[`gapFrom${i}`, from] as const, [`gapTo${i}`, to] as const]),
  ];
  return (
    <section class="note flow" aria-labelledby="preview">
      <h2 id="preview" safe>
        {`This would make ${planned.length === 1 ? '1 time' : `${planned.length} times`} with ${places === 1 ? '1 place' : `${places} places`}`}
      </h2>
      <ol class="list preview-times">
        {planned.map(({ startsAt, endsAt }) => (
          <li safe>{formatTimeRange(startsAt, endsAt, zone, 'en')}</li>
        ))}
      </ol>
      <Form formToken={formToken} button="Make these times">
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="step" value="apply" />
      </Form>
    </section>
  );
}

type PlanFormProps = FormProps & { values: TimesValues; button: string; look: 'btn' | 'btn plain' };

function PlanForm({ values, button, look, ...form }: PlanFormProps) {
  const { errors } = form;
  return (
    <Form {...form} button={button} look={look}>
      <div class="filter">
        <StaffField name="from" label="From" type="time" value={values.from} errors={errors} />
        <StaffField name="to" label="To" type="time" value={values.to} errors={errors} />
        <StaffField
          name="everyMinutes"
          label="Every (minutes)"
          type="number"
          value={values.everyMinutes}
          errors={errors}
        />
        <StaffField name="capacity" label="Places each" type="number" value={values.capacity} errors={errors} />
      </div>
      <details class="fold" open={values.gaps.some(({ from }) => from !== '')} id="gaps">
        <summary>Breaks, in which nobody is seen</summary>
        {values.gaps.map(({ from, to }, i) => (
          <div class="filter">
            <StaffField name={`gapFrom${i}`} label={`Break ${i + 1} from`} type="time" value={from} errors={errors} />
            <StaffField name={`gapTo${i}`} label={`Break ${i + 1} to`} type="time" value={to} errors={errors} />
          </div>
        ))}
      </details>
    </Form>
  );
}
