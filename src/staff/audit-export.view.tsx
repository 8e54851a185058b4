import type { Reader } from '../ui/staff-page.view.js';
import { StaffPage } from '../ui/staff-page.view.js';
import type { FormProps } from './form.view.js';
import { Form, StaffField } from './form.view.js';

interface Props extends FormProps {
  caller: Reader;
  values: Record<'from' | 'to' | 'reason', string>;
}

export function AuditExportView({ caller, values, ...form }: Props) {
  const { errors } = form;
  return (
    <StaffPage title="Take the audit trail away as a file" caller={caller} crumbs={[]}>
      <p>
        The file says who saw or changed what, and when. It opens in any spreadsheet. We write it while you do other
        things, and keep it for you for 24 hours.
      </p>
      <Form {...form} button="Make the file">
        <StaffField name="from" label="First day" type="date" value={values.from} errors={errors} required />
        <StaffField name="to" label="Last day" type="date" value={values.to} errors={errors} required />
        <StaffField
          name="reason"
          label="Why do you need it?"
          hint="Your answer stands in the audit trail itself."
          autocomplete="off"
          value={values.reason}
          errors={errors}
          required
        />
      </Form>
    </StaffPage>
  );
}
