import type { Caller } from '../../access/caller.js';
import { languageName } from '../../bookings/changes/change-words.js';
import { CLINIC_LANGUAGES } from '../../i18n/locales.js';
import type { FormProps } from '../../staff/form.view.js';
import { AreaField, Form, SelectField, StaffField, Tick } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { BEST_TIMES } from './call-rules.js';
import { BEST_TIME_WORDS } from './call-words.js';
import { CALLS } from './calls.view.js';

/** What was typed. */
export interface VoicemailValues {
  phone: string;
  name: string;
  language: string;
  words: string;
  bestTime: string;
  urgent: boolean;
}

interface Props extends FormProps {
  caller: Caller;
  values: VoicemailValues;
}

/** What somebody left on the voicemail, while one listens to it. */
export function VoicemailView({ caller, values, errors = [], formToken }: Props) {
  return (
    <StaffPage title="Note a voicemail" caller={caller} current={CALLS} crumbs={[{ href: CALLS, text: 'Calls' }]}>
      <Form action={`${CALLS}/new`} formToken={formToken} errors={errors} button="Put it on the list">
        <StaffField
          name="phone"
          label="Number"
          type="tel"
          value={values.phone}
          errors={errors}
          autocomplete="off"
          required
        />
        <StaffField
          name="name"
          label="Name, if they said it"
          value={values.name}
          errors={errors}
          maxlength={100}
          autocomplete="off"
        />
        <SelectField
          name="language"
          label="Language they spoke"
          value={values.language}
          errors={errors}
          options={[['', 'Not known'], ...CLINIC_LANGUAGES.map((tag): [string, string] => [tag, languageName(tag)])]}
        />
        <AreaField
          name="words"
          label="What they said"
          hint="In short. No A-numbers, no Social Security numbers."
          value={values.words}
          errors={errors}
          rows={3}
        />
        <SelectField
          name="bestTime"
          label="Best time to call"
          value={values.bestTime}
          errors={errors}
          options={BEST_TIMES.map((time) => [time, BEST_TIME_WORDS[time]])}
        />
        <Tick name="urgent" words="Urgent: before the others" checked={values.urgent} />
      </Form>
    </StaffPage>
  );
}
