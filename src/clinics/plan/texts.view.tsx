import type { Caller } from '../../access/caller.js';
import { LOCALES } from '../../i18n/locales.js';
import type { Locale } from '../../i18n/locales.js';
import { translator } from '../../i18n/translate.js';
import type { FormProps } from '../../staff/form.view.js';
import { AreaField, Form } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { TextKind } from '../clinic-texts.js';
import { standardText, TEXT_KINDS } from '../clinic-texts.js';
import type { TeamClinic } from '../team-clinics.js';

const WORDS: Record<TextKind, { label: string; hint: string }> = {
  bring: { label: 'What to bring', hint: 'One thing a line.' },
  arrival: { label: 'When you arrive', hint: 'Which door, which table, what happens first.' },
  fee: { label: 'What it costs', hint: 'Our help, the fee of the government, the fee waiver.' },
};

export const textField = (kind: TextKind, locale: Locale) => `${kind}-${locale}`;

interface Props extends FormProps {
  caller: Caller;
  clinic: TeamClinic;
  /** By the names of the fields. */
  values: Record<string, string>;
}

/** What people read of this clinic in each of our languages: the coalition's text, or one of its own. */
export function TextsView({ caller, clinic, values, ...form }: Props) {
  const { id, title, mode } = clinic;
  const isOwn = (kind: TextKind, tag: Locale) =>
    values[textField(kind, tag)] !== standardText(kind, mode, translator(tag));
  return (
    <StaffPage title="What people read" caller={caller} crumbs={[{ href: `/staff/clinics/${id}`, text: title }]}>
      <p>
        The standard text of the coalition stands in each field. Change it for this clinic alone, or empty the field to
        go back to the standard. Nobody is told of a change: it shows on the pages, and in messages from then on.
      </p>
      {TEXT_KINDS.map((kind) => {
        const own = LOCALES.filter(({ tag }) => isOwn(kind, tag));
        if (own.length === 0 || own.length === LOCALES.length) return '';
        const rest = LOCALES.filter(({ tag }) => !isOwn(kind, tag)).map(({ name }) => name);
        return (
          <p class="note" safe>
            {`“${WORDS[kind].label}” has a text of its own, but not in ${rest.join(', ')}: there people read the standard.`}
          </p>
        );
      })}
      <Form {...form} button="Keep these texts">
        {LOCALES.map(({ tag, name }) => (
          <section class="flow" aria-labelledby={`in-${tag}`}>
            <h2 id={`in-${tag}`}>{name}</h2>
            {TEXT_KINDS.map((kind) => (
              <AreaField
                name={textField(kind, tag)}
                label={`${WORDS[kind].label} (${name})`}
                hint={`${WORDS[kind].hint} ${isOwn(kind, tag) ? 'This clinic’s own text.' : 'The standard text.'}`}
                value={values[textField(kind, tag)]}
                rows={kind === 'bring' ? 9 : 4}
                lang={tag}
                errors={form.errors}
              />
            ))}
          </section>
        ))}
      </Form>
    </StaffPage>
  );
}
