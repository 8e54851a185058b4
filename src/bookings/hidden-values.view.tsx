import type { BookFormValues } from './book-form-values.js';

interface Props {
  values: BookFormValues;
  formToken: string;
  /** What is to come next, where no button says it. */
  step?: 'review' | 'change';
}

/** What was typed, carried on by a form that shows it or another time. */
export function HiddenValues({ values, formToken, step }: Props) {
  const fields = {
    name: values.name,
    ...Object.fromEntries(values.others.map((name, i) => [`name${i + 2}`, name])),
    phone: values.phone,
    email: values.email,
    language: values.language,
    smsConsent: values.smsConsent ? 'yes' : '',
    form: formToken,
    ...(step && { step }),
  };
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
