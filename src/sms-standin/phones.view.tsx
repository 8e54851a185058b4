import { segments } from '../messaging/segments.js';
import { MishapsForm } from './mishaps.view.js';
import { StandinPage } from './page.view.js';
import type { Bubble, Phone } from './phones.js';
import { CONDITIONS } from './phones.js';
import type { SmsProvider } from './provider.js';

/** What was typed into the form for writing from any number, and what is to mend there. */
export interface Draft {
  from: string;
  body: string;
  wrong?: string;
}

interface Props {
  provider: SmsProvider;
  /** The one that is opened. */
  phone?: Phone;
  draft?: Draft;
}

const OPEN_ONE = 'Open a phone to read its texts and to answer them.';
const NONE_YET =
  'Book a place in the app with a made-up phone number, and say yes to text messages. The phone appears in the list.';

/** All telephones, the one that is opened, and what is to go wrong. */
export function PhonesView({ provider, phone, draft }: Props) {
  const phones = provider.phones.all;
  const title = phone ? shown(phone.number) : phones.length > 0 ? 'Texts have come' : 'No text has come yet';
  return (
    <StandinPage title={title}>
      <div class="desk-of-phones">
        <nav class="flow" aria-labelledby="phones-h">
          <h2 id="phones-h">Phones</h2>
          <ul class="list phones" id="phones" data-fresh>
            {phones.toReversed().map((one) => (
              <PhoneLink phone={one} opened={one === phone} />
            ))}
          </ul>
          <a class="hit" href="" data-by-hand>
            Look again
          </a>
        </nav>
        {phone ? (
          <PhoneView phone={phone} />
        ) : (
          <p id="what-to-do" data-words>
            {phones.length > 0 ? OPEN_ONE : NONE_YET}
          </p>
        )}
        <div class="flow">
          <MishapsForm mishaps={provider.mishaps} back={phone ? `/phones/${phone.id}` : '/'} />
          <WriteForm draft={draft} />
        </div>
      </div>
    </StandinPage>
  );
}

function PhoneLink({ phone, opened }: { phone: Phone; opened: boolean }) {
  const last = phone.bubbles.at(-1);
  return (
    <li id={`phone-${phone.id}`}>
      <a href={`/phones/${phone.id}#end`} aria-current={opened ? 'page' : undefined}>
        <b safe>{shown(phone.number)}</b>
        <span class="sub" safe>
          {(last?.text ?? '').slice(0, 60)}
        </span>
      </a>
    </li>
  );
}

function PhoneView({ phone }: { phone: Phone }) {
  return (
    <section class="flow phone" aria-labelledby="texts-h">
      <h2 id="texts-h">Texts</h2>
      <div role="log" aria-labelledby="texts-h">
        <ol class="list texts" id="texts" data-fresh>
          {phone.bubbles.map((bubble) => (
            <BubbleView bubble={bubble} />
          ))}
        </ol>
      </div>
      {phone.optedOut && (
        <p class="hint" id="stopped">
          This phone has stopped texts from the number. The provider refuses what the app sends to it (21610) until it
          writes START.
        </p>
      )}
      <div id="end" class="flow">
        <form method="post" action={`/phones/${phone.id}/answer`} class="row quick" aria-label="Answer with one tap">
          {['1', '2', 'STOP', 'HELP'].map((word) => (
            <button class="btn plain" name="body" value={word} safe>
              {word}
            </button>
          ))}
        </form>
        <form method="post" action={`/phones/${phone.id}/answer`} class="flow">
          <div>
            <label for="body">Answer</label>
            <textarea id="body" name="body" rows="2" maxlength="1600"></textarea>
          </div>
          <Picture id="picture" />
          <button class="btn">Send the answer</button>
        </form>
        <form method="post" action={`/phones/${phone.id}/condition`} class="ask">
          <div>
            <label for="condition">This phone is</label>
            <p class="hint" id="condition-now" data-words>
              Now: {CONDITIONS[phone.condition]}
            </p>
            <select id="condition" name="condition">
              {Object.entries(CONDITIONS).map(([key, words]) => (
                <option value={key} selected={key === phone.condition}>
                  {words}
                </option>
              ))}
            </select>
          </div>
          <button class="btn plain">Set</button>
        </form>
      </div>
    </section>
  );
}

const BY = { app: 'theirs', person: 'mine', carrier: 'theirs carrier' };

function BubbleView({ bubble }: { bubble: Bubble }) {
  const { id, at, by, text, pictures } = bubble;
  return (
    <li id={id} class={BY[by]}>
      <p class="bubble pre">
        {pictures > 0 && <span class="chip">A picture</span>} <LinkedText text={text} />
      </p>
      <p class="sub" safe>
        {[at.toTimeString().slice(0, 5), ...facts(bubble)].filter(Boolean).join(' · ')}
      </p>
    </li>
  );
}

const STATES: Record<string, string> = { queued: 'on its way', undelivered: 'did not arrive' };

/** What is known of a text beside its words. */
function facts({ by, text, sms, heard }: Bubble): string[] {
  if (by === 'person') return [heard ?? ''];
  const { count, encoding } = segments(text);
  const size = `${count} ${count === 1 ? 'segment' : 'segments'}, ${encoding}`;
  if (!sms) return ['from the provider itself; the app did not write it', size];
  const { status, errorCode } = sms;
  return [(STATES[status] ?? status) + (errorCode ? ` (${errorCode})` : ''), size];
}

function WriteForm({ draft }: { draft?: Draft }) {
  const { wrong } = draft ?? {};
  return (
    <form method="post" action="/write" class="flow panel" aria-labelledby="write">
      <h2 id="write">Write from any number</h2>
      <div class={wrong ? 'bad' : undefined}>
        <label for="from">From</label>
        <p class="hint" id="from-h">
          Such as 617-555-0123. Use made-up numbers.
        </p>
        {!!wrong && (
          <p class="err" id="from-e" safe>
            {wrong}
          </p>
        )}
        <input
          id="from"
          name="from"
          type="tel"
          autocomplete="off"
          value={draft?.from ?? ''}
          aria-describedby={wrong ? 'from-h from-e' : 'from-h'}
          required
        />
      </div>
      <div>
        <label for="text">Text</label>
        <textarea id="text" name="body" rows="2" maxlength="1600" safe>
          {draft?.body ?? ''}
        </textarea>
      </div>
      <Picture id="with-picture" />
      <button class="btn plain">Send the text</button>
    </form>
  );
}

function Picture({ id }: { id: string }) {
  return (
    <label class="choice" for={id}>
      <input id={id} type="checkbox" name="picture" value="1" />
      With a picture
    </label>
  );
}

/** The text with its addresses as links, as a telephone shows it. */
function LinkedText({ text }: { text: string }) {
  return (
    <>
      {text.split(/(https?:\/\/\S*[^\s.,;:!?)])/).map((part) =>
        /^https?:\/\//.test(part) ? (
          <a href={part} safe>
            {part}
          </a>
        ) : (
          <span safe>{part}</span>
        ),
      )}
    </>
  );
}

/** `+1 617 555 0123`; a number from elsewhere as it is. */
function shown(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');
}
