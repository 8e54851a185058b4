import { optedOutOfTexts } from '../opt-outs/opt-out-words.js';
import { languageName } from '../../bookings/changes/change-words.js';
import { AreaField, SelectField, StaffField, Tick } from '../../staff/form.view.js';
import { ErrorSummary } from '../../ui/fields.view.js';
import { STAFF_CONTEXT } from '../../ui/staff-page.view.js';
import type { ConversationProps } from './conversation-props.js';
import { ANSWER_MAX } from './inbox-rules.js';
import { costWords } from './inbox-words.js';
import { REPLIES } from './inbox.view.js';

/** One line to them; what was typed stays where it is wrong. */
export function AnswerForm({ conversation, values, errors, price, formToken, names }: ConversationProps) {
  const { id, waiting, language, optOuts, reachable, answers } = conversation;
  const stopped = optedOutOfTexts(optOuts, names);
  if (stopped) {
    return (
      <p class="note" safe>
        {`${stopped} An answer by text is not possible: call them, or put them among the calls.`}
      </p>
    );
  }
  if (!reachable) return <p class="note">This is no number of the U.S. or Canada: no text goes there.</p>;
  const own = errors.filter(({ field }) => field === 'words');
  const spoken = language && languageName(language);
  return (
    <form method="post" action={`${REPLIES}/${id}`} class="flow answer" novalidate>
      <ErrorSummary ctx={STAFF_CONTEXT} errors={own} />
      <AreaField
        name="words"
        label={spoken ? `Answer in ${spoken}` : 'Answer (their language is not known)'}
        hint="One line. No links; nothing that says what our clinics are about; do not ask them to reply 1, 2, yes or stop."
        value={values.words}
        rows={2}
        errors={own}
      />
      <p class="hint" id="cost" data-price={String(price)} data-most={String(ANSWER_MAX)} safe>
        {costWords(values.words, price)}
      </p>
      {!!waiting && <Tick name="keepOpen" words="Keep it open: it waits on" checked={values.keepOpen} />}
      <input type="hidden" name="seen" value={String(waiting?.revision ?? 0)} />
      <input type="hidden" name="answers" value={String(answers)} />
      <input type="hidden" name="form" value={formToken} />
      <p class="row">
        <button class="btn" name="step" value="send">
          Send the answer
        </button>
        <button class="link" name="step" value="look" data-look>
          See what it costs
        </button>
        <a class="hit push" href="#words" data-key="a" aria-keyshortcuts="a">
          To the answer <kbd>A</kbd>
        </a>
      </p>
    </form>
  );
}

/** To a colleague who may see it, or to whoever calls. */
export function HandOverForm({
  conversation: { id, reachable },
  colleagues,
  values,
  errors,
  formToken,
}: ConversationProps) {
  if (!reachable) return '';
  const own = errors.filter(({ field }) => field !== 'words');
  return (
    <form method="post" action={`${REPLIES}/${id}/hand-over`} class="flow" novalidate>
      <h2>Give it to somebody</h2>
      <ErrorSummary ctx={STAFF_CONTEXT} errors={own} />
      <SelectField
        name="to"
        label="To"
        value={values.to}
        options={[
          ['call', 'Whoever calls next: they are to be called'],
          ...colleagues.map(({ id: who, name }): [string, string] => [who, name]),
        ]}
        errors={own}
      />
      <StaffField
        name="note"
        label="Note (may stay empty)"
        hint="It is erased with the conversation."
        maxlength={500}
        value={values.note}
        errors={own}
      />
      <input type="hidden" name="form" value={formToken} />
      <p>
        <a class="vh" href="#to" data-key="h" aria-keyshortcuts="h" tabindex="-1" aria-hidden="true">
          To whom
        </a>
        <button class="btn plain">Hand it over</button>
      </p>
    </form>
  );
}

interface SmallProps {
  id: string;
  formToken: string;
  deed: 'take' | 'give-back' | 'done';
  words: string;
  is: string;
  seen?: number;
}

/** One press, with its key. */
export function Small({ id, formToken, deed, words, is, seen }: SmallProps) {
  return (
    <form method="post" action={`${REPLIES}/${id}/${deed}`}>
      {seen !== undefined && <input type="hidden" name="seen" value={String(seen)} />}
      <input type="hidden" name="form" value={formToken} />
      <button class="btn plain" data-key={is.toLowerCase()} aria-keyshortcuts={is.toLowerCase()}>
        <span safe>{words}</span> <kbd safe>{is}</kbd>
      </button>
    </form>
  );
}
