import type { Caller } from '../../access/caller.js';
import { formatDayTime, zoneName } from '../../i18n/dates.js';
import type { FormProps } from '../../staff/form.view.js';
import { Form, StaffField } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { count } from '../changes/change-words.js';
import type { ReminderPlan } from './reminder-plan.js';

interface Props extends FormProps {
  caller: Caller;
  plan: ReminderPlan;
  /** By the names of the fields. */
  values: Record<string, string>;
  now: Date;
  /** It was just kept. */
  kept: boolean;
}

/** When people are reminded of a clinic: as it would go, and to change. */
export function RemindersView({ caller, plan, values, now, kept, ...form }: Props) {
  const { id, title, mode } = plan.clinic;
  return (
    <StaffPage
      title="When people are reminded"
      caller={caller}
      crumbs={[{ href: `/staff/clinics/${id}`, text: title }]}
    >
      {kept && (
        <p class="note" role="status">
          Kept. It holds from now on.
        </p>
      )}
      <Going plan={plan} now={now} />
      <section class="flow" aria-labelledby="set">
        <h2 id="set">Change when</h2>
        <p>
          It holds from now on: a reminder whose hour is past by then is not sent. Whoever books, moves or is told of a
          change less than an hour before a reminder does not get that one.
        </p>
        <Form {...form} button="Keep these reminders">
          <StaffField
            name="days"
            label="How many days before"
            hint="Up to five numbers, such as 7, 3, 1. Empty: none."
            value={values['days']}
            errors={form.errors}
          />
          <StaffField
            name="time"
            label="At what time, where the clinic is"
            hint="From 8:00 am to 8:00 pm."
            type="time"
            value={values['time']}
            errors={form.errors}
          />
          {mode === 'virtual' && (
            <StaffField
              name="hours"
              label="How many hours before the call, with its link"
              hint="From 1 to 12. Empty: none. Between 9 pm and 8 am nothing is sent: then it goes before, or at 8 am."
              type="number"
              value={values['hours']}
              errors={form.errors}
            />
          )}
        </Form>
      </section>
    </StaffPage>
  );
}

/** The dates themselves, of the first time of the clinic. */
function Going({ plan, now }: { plan: ReminderPlan; now: Date }) {
  const { clinic, startsAt, steps } = plan;
  const { timeZone } = clinic;
  if (clinic.status === 'cancelled' || clinic.status === 'completed') {
    return <p class="note">This clinic is called off or over: nobody is reminded of it.</p>;
  }
  if (!startsAt) return <p class="note">The clinic has no times yet. When it has, the dates stand here.</p>;
  if (steps.length === 0) return <p class="note">Nobody is reminded of this clinic.</p>;
  return (
    <section class="flow" aria-labelledby="going">
      <h2 id="going" safe>{`For the time on ${formatDayTime(startsAt, timeZone, 'en')}`}</h2>
      <table class="slots">
        <thead>
          <tr>
            <th scope="col">Reminder</th>
            <th scope="col">Goes on</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, at }) => (
            <tr>
              <th scope="row" safe>
                {at <= now ? `${stepWords(step)}, past` : stepWords(step)}
              </th>
              <td safe>{formatDayTime(at, timeZone, 'en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft" safe>{`${zoneName(timeZone, 'en')}. ${whomWords(plan)}`}</p>
    </section>
  );
}

/** `d7` as `7 days before`. */
function stepWords(step: string): string {
  return `${count(Number(step.slice(1)), step.startsWith('h') ? 'hour' : 'day')} before`;
}

function whomWords({ sms, email, nobody }: ReminderPlan): string {
  if (sms + email + nobody === 0) return 'Nobody has booked yet.';
  const ways = [sms > 0 && `${sms} by text`, email > 0 && `${email} by email`].filter(Boolean);
  const reached = `Of ${count(sms + email + nobody, 'booking')}, ${ways.join(' and ') || 'none'} would be reminded.`;
  return nobody === 0 ? reached : `${reached} ${nobody} did not agree to messages.`;
}
