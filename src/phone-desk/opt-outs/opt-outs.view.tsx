import { isByCarrier } from '../../messaging/opt-outs.js';
import type { Caller } from '../../access/caller.js';
import { TEAM_ZONE } from '../../i18n/dates.js';
import type { FormProps } from '../../staff/form.view.js';
import { Form, SelectField, StaffField } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { OptOut } from '../caller/caller-card.js';
import { grouped } from '../said-words.js';
import { HOW_WORDS, HOWS, optOutWords } from './opt-out-words.js';
import type { Address } from './set-opt-out.js';

const DONE = { stopped: 'Nothing is sent there any more.', resumed: 'Messages may go there again.' } as const;

/** What was typed. */
export type OptOutValues = Record<'address' | 'how' | 'words', string>;

interface Props extends FormProps {
  caller: Caller;
  values: OptOutValues;
  /** What was looked for. */
  address?: Address;
  found?: OptOut;
  names?: (actor: string | null) => string;
  done?: keyof typeof DONE;
}

/** Whether somebody wants messages, and the way to stop or begin them, with or without a booking. */
export function OptOutsView({ caller, values, address, found, names = () => '', done, ...form }: Props) {
  const { errors = [], formToken } = form;
  return (
    <StaffPage title="Who wants no messages" caller={caller} crumbs={[{ href: '/staff/replies', text: 'Replies' }]}>
      {!!done && (
        <p class="done" role="status">
          {DONE[done]}
        </p>
      )}
      <p>It holds for a number or an email across all clinics, whatever is booked under it, and is never erased.</p>
      <Form action="/staff/opt-outs" button="Look it up" {...form}>
        <StaffField name="address" label="Phone or email" value={values.address} maxlength={254} errors={errors} />
      </Form>
      {!!address && (
        <section class="flow found" aria-labelledby="state">
          <h2 id="state" dir="auto" safe>
            {grouped(address.to)}
          </h2>
          <State found={found} channel={address.channel} names={names} />
          {!(found && isByCarrier(found)) && <Change {...{ values, address, found, formToken }} />}
        </section>
      )}
    </StaffPage>
  );
}

function State({ found, channel, names }: Pick<Props, 'found' | 'names'> & { channel: Address['channel'] }) {
  if (!found) {
    return <p>{channel === 'sms' ? 'Texts' : 'Emails'} may go there, where they said yes to them for a booking.</p>;
  }
  return (
    <>
      <p class="note" safe>
        {optOutWords(found, TEAM_ZONE, names ?? (() => ''))}
      </p>
      {isByCarrier(found) && (
        <p>
          We cannot lift this: the carrier takes nothing to them. Ask them to text <b>START</b> to our number.
        </p>
      )}
    </>
  );
}

interface ChangeProps extends Pick<Props, 'values' | 'found' | 'formToken'> {
  address: Address;
}

function Change({ values, address, found, formToken }: ChangeProps) {
  const what = address.channel === 'sms' ? 'texts' : 'emails';
  return (
    <Form
      action="/staff/opt-outs/set"
      button={found ? `Allow ${what} again` : `Stop ${what}`}
      look={found ? 'btn' : 'btn stop'}
      formToken={formToken}
    >
      <input type="hidden" name="address" value={address.to} />
      <input type="hidden" name="stopped" value={found ? 'no' : 'yes'} />
      <SelectField
        name="how"
        label="How they asked for it"
        value={values.how}
        options={HOWS.map((how): [string, string] => [how, HOW_WORDS[how]])}
      />
      {!found && (
        <StaffField name="words" label="In which words (may stay empty)" maxlength={300} value={values.words} />
      )}
      {!!found && <p class="hint">Only when they themselves ask for it.</p>}
    </Form>
  );
}
