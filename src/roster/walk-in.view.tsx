import type { Caller } from '../access/caller.js';
import type { ClinicDetails } from '../clinics/clinic-reads.js';
import type { TeamSlot } from '../clinics/team-clinics.js';
import { formatTimeRange } from '../i18n/dates.js';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import type { FormProps } from '../staff/form.view.js';
import { Form, SelectField, StaffField, Tick } from '../staff/form.view.js';
import { STAFF_CONTEXT, StaffPage } from '../ui/staff-page.view.js';
import { roomIn, timeAtTheDoor } from './roster-rules.js';
import { languageName, rosterPath } from './roster-words.js';
import { MAX_OVER_REASON } from './walk-in.dto.js';

/** What was typed. */
export interface WalkInValues {
  name: string;
  language: string;
  phone: string;
  slotId: string;
  needsInterpreter: boolean;
  smsConsent: boolean;
  over: boolean;
  overReason: string;
}

interface Props extends FormProps {
  caller: Caller;
  clinic: ClinicDetails;
  times: TeamSlot[];
  now: Date;
  values?: WalkInValues;
  /** Whoever is on the roster with this name and phone. */
  there?: string;
}

const NOTHING: WalkInValues = {
  ...{ name: '', language: 'en', phone: '', slotId: '', needsInterpreter: false, smsConsent: false, over: false },
  overReason: '',
};

/** Who it is, in which language, at which time. A phone is not asked for, it is taken when offered. */
export function WalkInView({ caller, clinic, times, now, values = NOTHING, errors = [], there, formToken }: Props) {
  const { t } = STAFF_CONTEXT;
  const path = rosterPath(clinic.id);
  const offered = timeAtTheDoor(times, now);
  const mayOver = caller.permissions.includes('roster.overbook');
  const full = times.every((time) => time.endsAt <= now || roomIn(time) === 0);
  const left = times.filter((time) => time.endsAt > now || time.id === offered?.id);
  return (
    <StaffPage
      title="Add a walk-in"
      caller={caller}
      crumbs={[{ href: path, text: `Roster: ${clinic.title}` }]}
      own={['roster.css']}
    >
      {full && !mayOver && (
        <p class="note">
          Every time that is left is full. Only a coordinator or an administrator can let somebody in over capacity: ask
          one of them.
        </p>
      )}
      {there !== undefined && (
        <p class="note">
          <a href={`${path}/people/${there}`}>Open the line of whoever has this name and phone</a>
        </p>
      )}
      <Form action={`${path}/walk-in`} formToken={formToken} errors={errors} button="Let them in">
        <StaffField
          name="name"
          label="Name"
          value={values.name}
          errors={errors}
          maxlength={100}
          autocomplete="off"
          required
        />
        <SelectField
          name="language"
          label="Language"
          value={values.language}
          errors={errors}
          options={CLINIC_LANGUAGES.map((tag) => [tag, languageName(tag)])}
        />
        <Tick name="needsInterpreter" words="Needs an interpreter" checked={values.needsInterpreter} />
        <SelectField
          name="slotId"
          label="Time"
          value={values.slotId || (offered?.id ?? '')}
          errors={errors}
          options={left.map((time) => [
            time.id,
            `${formatTimeRange(time.startsAt, time.endsAt, clinic.timeZone, 'en')}: ${roomWords(time)}`,
          ])}
        />
        <StaffField
          name="phone"
          label="Phone, if they give one"
          hint="They are let in without one too."
          type="tel"
          value={values.phone}
          errors={errors}
          autocomplete="off"
        />
        <div>
          <Tick name="smsConsent" value="yes" words={t('form.smsConsent')} checked={values.smsConsent} />
          <p class="hint" safe>
            {`Read this to them. ${t('form.smsConsentHint')}`}
          </p>
        </div>
        {mayOver && (
          <fieldset class="flow">
            <legend>No room?</legend>
            <Tick name="over" value="yes" words="Let them in over capacity" checked={values.over} />
            <StaffField
              name="overReason"
              label="Why"
              hint="Everybody with the audit trail can read it. No names."
              value={values.overReason}
              errors={errors}
              maxlength={MAX_OVER_REASON}
              autocomplete="off"
            />
          </fieldset>
        )}
      </Form>
    </StaffPage>
  );
}

function roomWords(time: TeamSlot): string {
  const room = roomIn(time);
  if (!time.open) return 'closed';
  return room === 0 ? 'full' : `${room} ${room === 1 ? 'place' : 'places'} left`;
}
