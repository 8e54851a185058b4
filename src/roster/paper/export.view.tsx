import type { ClinicDetails } from '../../clinics/clinic-reads.js';
import { clinicDay } from '../../clinics/team-words.js';
import type { FormProps } from '../../staff/form.view.js';
import { Form, SelectField, StaffField, Tick } from '../../staff/form.view.js';
import type { Reader } from '../../ui/staff-page.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { rosterPath } from '../roster-words.js';

export type ExportValues = Record<'format' | 'phones' | 'reason', string>;

interface Props extends FormProps {
  caller: Reader;
  clinic: ClinicDetails;
  values: ExportValues;
}

/** Asks which file, and why, before anybody's name leaves the house. */
export function ExportView({ caller, clinic, values, ...form }: Props) {
  const { errors } = form;
  const crumbs = [
    { href: `/staff/clinics/${clinic.id}`, text: 'Clinic' },
    { href: rosterPath(clinic.id), text: 'Roster' },
  ];
  return (
    <StaffPage title="Take the roster away as a file" caller={caller} crumbs={crumbs}>
      <p safe>{`${clinic.title}, ${clinicDay(clinic)}.`}</p>
      <p>
        The file has each person&rsquo;s time, name, reference, language and where they are. Notes stay on the screen.
        Delete the file after the day.
      </p>
      <Form {...form} button="Make the file">
        <SelectField
          name="format"
          label="Which file?"
          value={values.format}
          errors={errors}
          options={[
            ['pdf', 'PDF, for the printer'],
            ['csv', 'CSV, for a spreadsheet'],
          ]}
        />
        <Tick name="phones" words="With phone numbers: only if somebody will call" checked={values.phones !== ''} />
        <StaffField
          name="reason"
          label="Why do you need it?"
          hint="Your answer stands in the audit trail, and stays there: name nobody."
          autocomplete="off"
          value={values.reason}
          errors={errors}
          required
        />
      </Form>
    </StaffPage>
  );
}
