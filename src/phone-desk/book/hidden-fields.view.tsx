import type { CallerValues } from './caller-values.js';
import { fieldsOf } from './caller-values.js';

/** What is known of the caller, carried on by a form; `except` are the fields that it has itself. */
export function HiddenFields({ values, except = [] }: { values: CallerValues; except?: string[] }) {
  return (
    <>
      {Object.entries(fieldsOf(values))
        .filter(([name]) => !except.includes(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  );
}
