import type { Caller } from '../../access/caller.js';
import { LOCALES } from '../../i18n/locales.js';
import type { Locale } from '../../i18n/locales.js';
import { translator } from '../../i18n/translate.js';
import type { FormProps } from '../../staff/form.view.js';
import { AreaField, Form } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { TextKind } from '../clinic-texts.js';
import { OWN_SENTENCE_MAX } from '../own-sentence-rules.js';
import { standardText, TEXT_KINDS } from '../clinic-texts.js';
import type { TeamClinic } from '../team-clinics.js';

const WORDS: Record<TextKind, { label: string; hint: string }> = {
  bring: { label: 'What to bring', hint: 'One thing a line.' },
  arrival: { label: 'When you arrive', hint: 'Which door, which table, what happens first.' },
  fee: { label: 'What it costs', hint: 'Our help, the fee of the government, the fee waiver.' },
  reminder: {
    label: 'One more sentence in reminders',
    hint: `At most ${OWN_SENTENCE_MAX} characters, as they are: no links. It follows our words, which nobody can change.`,
  },
};

const ROWS: Record<TextKind, number> = { bring: 9, arrival: 4, fee: 4, reminder: 3 };

function whoseText(kind: TextKind, own: boolean): string {
  if (own) return kind === 'reminder' ? 'This clinic’s own.' : 'This clinic’s own text.';
  return kind === 'reminder' ? 'Nothing is added now.' : 'The standard text.';
}

export const textField = (kind: TextKind, locale: Locale) => `${kind}-${locale}`;

interface Props extends FormProps {
  caller: Caller;
  clinic: TeamClinic;
  /** What the longest reminder takes, in words, by language. */
  costs: ReadonlyMap<Locale, string | undefined>;
  /** By the names of the fields. */
  values: Record<string, string>;
}

/** What people read of this clinic in each of our languages: the coalition's text, or one of its own. */
export function TextsView({ caller, clinic, values, costs, ...form }: Props) {
  const { id, title, mode } = clinic;
  const isOwn = (kind: TextKind, tag: Locale) =>
    values[textField(kind, tag)] !== standardText(kind, mode, translator(tag));
  return (
    <StaffPage title="What people read" caller={caller} crumbs={[{ href: `/staff/clinics/${id}`, text: title }]}>
      <p>
        The standard text of the coalition stands in each field. Change it for this clinic alone, or empty the field to
        go back to the standard. Nobody is told of a change: it shows on the pages, and in messages from then on.
      </p>
      <p>
        <a href={`/staff/messages/templates?clinic=${id}`}>See every message of this clinic, and what it costs</a>
      </p>
      {TEXT_KINDS.map((kind) => {
        const own = LOCALES.filter(({ tag }) => isOwn(kind, tag));
        if (own.length === 0 || own.length === LOCALES.length) return '';
        const rest = LOCALES.filter(({ tag }) => !isOwn(kind, tag)).map(({ name }) => name);
        return (
          <p class="note" safe>
            {`“${WORDS[kind].label}” has a text of its own, but not in ${rest.join(', ')}: there people read ${kind === 'reminder' ? 'nothing more' : 'the standard'}.`}
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
                hint={`${WORDS[kind].hint} ${whoseText(kind, isOwn(kind, tag))}`}
                value={values[textField(kind, tag)]}
                rows={ROWS[kind]}
                lang={tag}
                errors={form.errors}
              />
            ))}
            {!!costs.get(tag) && (
              <p class="hint" safe>
                {costs.get(tag) ?? ''}
              </p>
            )}
          </section>
        ))}
        <p>
          <button class="btn plain" name="step" value="look">
            See what reminders cost with it
          </button>
        </p>
      </Form>
    </StaffPage>
  );
}
