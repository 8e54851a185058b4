import type { Caller } from '../../access/caller.js';
import type { ClinicFacts } from '../../clinics/clinic-reads.js';
import { formatTime } from '../../i18n/dates.js';
import { Form } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { CHANGE_WORDS, count, deedWords, languageName, languagesOf, people } from './change-words.js';
import type { Proposal } from './make-decision.js';
import type { Texts, Told } from './telling.js';

interface Props {
  caller: Caller;
  proposal: Proposal;
  told: Told;
  /** What was typed, to be sent again with the decision. */
  values: Record<string, string>;
  formToken: string;
  /** The address of the form, to which it is posted. */
  action: string;
  /** The clinic has changed since it was shown. */
  stale: boolean;
}

/** Before it is done: what would be so, and who would be told what. */
export function PreviewView({ caller, proposal, told, values, formToken, action, stale }: Props) {
  const { kind, summary, clinic, spread = [], seen } = proposal;
  const button = deedWords(kind, told);
  return (
    <StaffPage title={`${CHANGE_WORDS[kind]}?`} caller={caller} crumbs={changeCrumbs(clinic)}>
      {stale && (
        <div class="note" role="alert">
          <p>Something about this clinic has changed meanwhile. This is how it would be now. Nothing was done.</p>
        </div>
      )}
      <p class="when" safe>
        {summary}
      </p>
      {spread.length > 0 && (
        <ul>
          {spread.map((one) => (
            <li safe>{`${people(one.people)} to ${formatTime(one.startsAt, clinic.timeZone, 'en')}`}</li>
          ))}
        </ul>
      )}
      <Whom told={told} />
      {kind === 'brought_back' && told.people > 0 && (
        <p class="note">
          Everybody who still has a place is told again. Whoever moved to another clinic or cancelled meanwhile is not.
        </p>
      )}
      <Form action={action} formToken={formToken} button={button} look={kind === 'called_off' ? 'btn stop' : 'btn'}>
        {Object.entries(values).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="step" value="decide" />
        <input type="hidden" name="seen" value={seen} />
      </Form>
      <p>
        <a class="hit" href={action}>
          Change something first
        </a>
      </p>
    </StaffPage>
  );
}

function Whom({ told }: { told: Told }) {
  if (told.bookings === 0) return <p class="note">Nobody has booked: nobody is told.</p>;
  const emails = told.emails.reduce((all, { bookings }) => all + bookings, 0);
  return (
    <section class="flow" aria-labelledby="whom">
      <h2 id="whom" safe>
        {`${people(told.people)} in ${count(told.bookings, 'booking')} would be told`}
      </h2>
      <dl class="facts">
        <div>
          <dt>Their languages</dt>
          <dd safe>{languagesOf(told)}</dd>
        </div>
        {told.texts.map((texts) => (
          <div>
            <dt safe>{`Text in ${languageName(texts.locale)}`}</dt>
            <dd safe>{`to ${count(texts.bookings, 'phone')}, ${count(texts.segments, 'segment')} in all`}</dd>
          </div>
        ))}
        {emails > 0 && (
          <div>
            <dt>Email</dt>
            <dd safe>{told.emails.map((some) => `${languageName(some.locale)}: ${some.bookings}`).join(', ')}</dd>
          </div>
        )}
        {told.calls > 0 && (
          <div>
            <dt>To call</dt>
            <dd safe>{`${count(told.calls, 'booking')}: nothing to write to, or they asked us not to write`}</dd>
          </div>
        )}
      </dl>
      {told.texts.map((texts) => (
        <Words texts={texts} />
      ))}
    </section>
  );
}

function Words({ texts: { locale, text, encoding, segments, bookings } }: { texts: Texts }) {
  const each = Math.round(segments / bookings);
  return (
    <figure class="say-words">
      <figcaption class="sub" safe>
        {`The text in ${languageName(locale)}: ${count(each, 'segment')} each${encoding === 'UCS-2' ? ', because of its accents' : ''}`}
      </figcaption>
      <blockquote lang={locale} safe>
        {text}
      </blockquote>
    </figure>
  );
}

/** The pages above a decision about a clinic. */
export const changeCrumbs = ({ id, title }: Pick<ClinicFacts, 'id' | 'title'>) => [
  { href: `/staff/clinics/${id}`, text: title },
  { href: `/staff/clinics/${id}/change`, text: 'Change' },
];
