import { formatDayTime, formatTime, TEAM_ZONE } from '../../i18n/dates.js';
import { messageLook, messageWords } from '../../messaging/message-words.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { grouped } from '../said-words.js';
import { waitWords } from '../tasks/call-words.js';
import { AnswerForm, HandOverForm, Small } from './answer.view.js';
import { Beside } from './beside.view.js';
import type { Said } from './conversation.js';
import type { ConversationProps } from './conversation-props.js';
import { firstName, waitsLong } from './inbox-rules.js';
import { pictureWords, programWords } from './inbox-words.js';
import { REPLIES } from './inbox.view.js';
import { newsOf } from './news.js';
import { News, newsTold } from './news.view.js';

/** What was written between one number and us, and the way to answer. */
export function ConversationView(props: ConversationProps) {
  const { caller, conversation, names, now, said, formToken } = props;
  const { id, phone, bookings, waiting } = conversation;
  const name = bookings[0] && firstName(bookings[0].contact.fullName);
  const others = waiting?.takenBy != null && waiting.takenBy !== caller.actor;
  const mine = waiting?.takenBy === caller.actor;
  return (
    <StaffPage
      title={[name, grouped(phone)].filter(Boolean).join(', ')}
      caller={caller}
      current={REPLIES}
      crumbs={[{ href: REPLIES, text: 'Replies' }]}
      own={['inbox.css', 'inbox.js']}
      told={newsTold(`${REPLIES}/${id}/news`, newsOf(conversation))}
    >
      <News page={`${REPLIES}/${id}`} costs="Words in the field are not kept then." />
      {!!said && (
        <p class="done" role="status" safe>
          {said}
        </p>
      )}
      <Waits {...{ conversation, names, now, mine, others }} />
      <div class="cols desk">
        <div class="flow">
          <ol class="list talk" aria-label="What was written">
            {conversation.said.map((one) => (
              <Bubble one={one} names={names} />
            ))}
          </ol>
          {!others && <AnswerForm {...props} />}
        </div>
        <div class="flow">
          <Beside {...{ caller, conversation, names, now, formToken }} />
          {!others && <HandOverForm {...props} />}
          {!others && waiting !== undefined && (
            <section class="flow" aria-label="Other ways to end it">
              {!mine && <Small {...{ id, formToken }} deed="take" words="Take it for fifteen minutes" is="T" />}
              {mine && <Small {...{ id, formToken }} deed="give-back" words="Give it back" is="G" />}
              <Small
                {...{ id, formToken }}
                deed="done"
                words="Done, nothing to answer"
                is="D"
                seen={waiting.revision}
              />
            </section>
          )}
        </div>
      </div>
    </StaffPage>
  );
}

interface WaitsProps extends Pick<ConversationProps, 'conversation' | 'names' | 'now'> {
  mine: boolean;
  others: boolean;
}

/** Whether somebody waits, for how long, and who has it. */
function Waits({ conversation: { waiting, said }, names, now, mine, others }: WaitsProps) {
  if (!waiting) {
    return <p class="soft">{said.at(-1)?.by === 'them' ? 'Nobody needs to answer this.' : 'Answered.'}</p>;
  }
  const { since, takenBy, takenAt, forStaff, handedBy, toCall, note } = waiting;
  const from = handedBy ? `, from ${names(handedBy)}` : '';
  return (
    <>
      <p class="row">
        <span class={waitsLong(since, now, TEAM_ZONE) ? 'chip off' : 'chip'} safe>
          {`Waits ${waitWords(since, now)}`}
        </span>
        {forStaff !== null && <span class="chip lit" safe>{`For ${names(`staff:${forStaff}`)}${from}`}</span>}
        {toCall && <span class="chip" safe>{`To be called${from}`}</span>}
        {mine && <span class="chip on">You have it</span>}
      </p>
      {others && (
        <p class="note" role="alert" safe>
          {`${names(takenBy)} has this conversation, or is at a call to the same person, since ${takenAt ? formatTime(takenAt, TEAM_ZONE, 'en') : ''}. After fifteen minutes others may take it.`}
        </p>
      )}
      {!!note && (
        <p class="say-words">
          <b>Note:</b> <span safe>{note}</span>
        </p>
      )}
    </>
  );
}

function Bubble({ one, names }: { one: Said; names: ConversationProps['names'] }) {
  const at = formatDayTime(one.at, TEAM_ZONE, 'en');
  if (one.by === 'them') {
    return (
      <li class="theirs">
        {one.text !== '' && (
          <p class="lines" dir="auto" safe>
            {one.text}
          </p>
        )}
        {one.pictures > 0 && <p safe>{pictureWords(one.pictures)}</p>}
        <p class="sub" safe>{`They, ${at}${one.beingAnswered ? ': is being answered' : ''}`}</p>
      </li>
    );
  }
  const who = one.actor ? names(one.actor) : programWords(one.kind);
  return (
    <li class="ours">
      {one.text === undefined ? (
        <p class="soft">The words are made when it goes.</p>
      ) : (
        <p class="lines" dir="auto" safe>
          {one.text}
        </p>
      )}
      <p class="sub">
        <span safe>{`${who}, ${at}`}</span>{' '}
        <span class={messageLook(one.state)} safe>
          {messageWords({ ...one, channel: 'sms' })}
        </span>
      </p>
    </li>
  );
}
