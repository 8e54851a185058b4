import type { Caller } from '../../access/caller.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import { normalName } from '../../bookings/contact-rules.js';
import { CLINIC_LANGUAGES } from '../../i18n/locales.js';
import type { FieldError } from '../../platform/errors.js';
import { SelectField, StaffField, Tick } from '../../staff/form.view.js';
import type { CallerCard } from './caller-card.js';
import { CallerPage, callerPath, KeyForm, Why } from './caller-parts.view.js';
import { languageName } from '../../bookings/changes/change-words.js';
import { listed } from '../said-words.js';
import { isByCarrier } from '../../messaging/opt-outs.js';
import { SPOKEN_CONSENT } from './card-words.js';
import { Back } from './change.view.js';

interface Props {
  caller: Caller;
  card: CallerCard;
  values: Record<string, string>;
  errors: FieldError[];
  formToken: string;
}

/** Whoever comes along, in the fields of the form. */
export const companyOf = ({ contact, attendees }: BookingDetails) =>
  attendees.filter(({ name, status }) => status !== 'cancelled' && normalName(name) !== normalName(contact.fullName));

/** What is on file, to be mended. */
export function CorrectView({ caller, card, values, errors, formToken }: Props) {
  const { booking, others } = card;
  const field = (name: string) => ({ name, value: values[name] ?? '', errors });
  const same = others.filter(({ contact }) => contact.phone !== null && contact.phone === booking.contact.phone);
  return (
    <CallerPage title="Correct what?" caller={caller} booking={booking}>
      <KeyForm
        action={`${callerPath(booking.id)}/correct`}
        {...{ formToken, errors }}
        button="Correct"
        shortcut="Enter"
      >
        <div class="duo">
          <StaffField {...field('name')} label="Full name" maxlength={100} autocomplete="off" />
          <SelectField
            {...field('language')}
            label="Language"
            options={CLINIC_LANGUAGES.map((tag) => [tag, languageName(tag)])}
          />
          <StaffField
            {...field('phone')}
            label="Phone"
            type="tel"
            autocomplete="off"
            hint="The old number gets nothing more; the link in its messages ends."
          />
          <StaffField
            {...field('email')}
            label="Email"
            type="email"
            autocomplete="off"
            hint="The same for an old email."
          />
          {companyOf(booking).map(({ id, name }) => (
            <StaffField
              {...field(`attendee-${id}`)}
              value={values[`attendee-${id}`] ?? name}
              label={`Comes along: ${name}`}
              maxlength={100}
              autocomplete="off"
            />
          ))}
        </div>
        {same.length > 0 && (
          <p class="note" safe>
            {`The old number stands on ${same.length === 1 ? 'one more booking' : `${same.length} more bookings`}: correct it there too. Open them first, from the card.`}
          </p>
        )}
        <Tick
          name="smsConsent"
          words="If the number is new: they say yes to texts at it"
          checked={values['smsConsent'] !== ''}
        />
        <Tick
          name="emailConsent"
          words="If the email is new: they say yes to emails"
          checked={values['emailConsent'] !== ''}
        />
        <Why value={values['reason']} errors={errors} />
      </KeyForm>
      <Back booking={booking} />
    </CallerPage>
  );
}

/** Stopping and beginning messages, by each way that there is. */
export function MessagesView({ caller, card, values, errors, formToken }: Props) {
  const { booking, optOuts, consents } = card;
  const { phone, email } = booking.contact;
  const ways = [
    { channel: 'sms' as const, there: phone !== null, what: 'texts' },
    { channel: 'email' as const, there: email !== null, what: 'emails' },
  ].filter(({ there }) => there);
  return (
    <CallerPage title="Do they want messages?" caller={caller} booking={booking}>
      {ways.map(({ channel, what }, i) => {
        const stopped = optOuts.find((one) => one.channel === channel);
        const on = !stopped && consents.some((one) => one.channel === channel);
        return (
          <section class="flow" aria-labelledby={`way-${channel}`}>
            <h2 id={`way-${channel}`} safe>
              {on ? `They get ${what}` : `They get no ${what}`}
            </h2>
            {!on && (
              <>
                <p class="hint">Read this out, and go on if they say yes:</p>
                <blockquote class="say-words">{SPOKEN_CONSENT[channel]}</blockquote>
              </>
            )}
            {!!stopped && isByCarrier(stopped) && (
              <p class="note">They told their carrier to stop. Until they send START to our number, nothing arrives.</p>
            )}
            <KeyForm
              action={`${callerPath(booking.id)}/messages`}
              {...{ formToken, errors }}
              button={on ? `Stop ${what}` : `They said yes to ${what}`}
              look={on ? 'btn plain stop' : 'btn'}
              shortcut={String(i + 1)}
            >
              <input type="hidden" name="channel" value={channel} />
              <input type="hidden" name="wanted" value={on ? 'no' : 'yes'} />
              <Reason channel={channel} value={values['reason']} />
            </KeyForm>
          </section>
        );
      })}
      {ways.length === 0 && (
        <p class="note" safe>{`There is no phone or email for ${listed([booking.contact.fullName])}.`}</p>
      )}
      <Back booking={booking} />
    </CallerPage>
  );
}

/** One for each form on the page. */
function Reason({ channel, value = '' }: { channel: string; value?: string }) {
  const id = `reason-${channel}`;
  return (
    <div>
      <label for={id}>Why (may stay empty)</label>
      <input id={id} name="reason" maxlength={300} value={value} />
    </div>
  );
}
