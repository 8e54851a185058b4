import type { BookFormValues } from './book-form-values.js';

/** What was typed, carried on by a form that shows it or another time. */
export function HiddenValues({ values, formToken }: { values: BookFormValues; formToken: string }) {
  const fields = {
    name: values.name,
    ...Object.fromEntries(values.others.map((name, i) => [`name${i + 2}`, name])),
    phone: values.phone,
    email: values.email,
    language: values.language,
    smsConsent: values.smsConsent ? 'yes' : '',
    form: formToken,
  };
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
