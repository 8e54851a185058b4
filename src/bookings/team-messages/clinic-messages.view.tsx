import type { Caller } from '../../access/caller.js';
import { formatDay, formatDayTime, formatTime, zoneName } from '../../i18n/dates.js';
import { CHANNEL_WORDS, messageLook, messageWords } from '../../messaging/message-words.js';
import { Form } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { count, languageName } from '../changes/change-words.js';
import { messageTitle } from '../messages/message-title.js';
import { spaced } from '../slip.view.js';
import { money } from './cost-rules.js';
import type { ClinicLog, LogAsked, LoggedMessage } from './message-log.js';
import { mayResend } from './resend-message.js';

interface Props {
  caller: Caller;
  log: ClinicLog;
  asked: LogAsked;
  /** One was just sent again, is on its way already, or its time is over; empty: none of it. */
  again: string;
  formToken: string;
  now: Date;
}

const ANSWERS: Record<string, string> = {
  already: 'It is on its way already. Nothing more was sent.',
  over: 'That time is over. Nothing was sent.',
};

/** What was sent about a clinic, or about one booking, and what became of it. It names nobody. */
export function ClinicMessagesView({ caller, log, asked, again, formToken, now }: Props) {
  const { clinic, messages, more } = log;
  const { reference, page } = asked;
  const path = `/staff/clinics/${clinic.id}/messages`;
  const resends = caller.permissions.includes('bookings.write');
  return (
    <StaffPage
      title={reference ? `Messages to ${spaced(reference)}` : 'Messages'}
      caller={caller}
      crumbs={[
        { href: `/staff/clinics/${clinic.id}`, text: clinic.title },
        ...(reference ? [{ href: path, text: 'Messages' }] : []),
      ]}
    >
      {again !== '' && (
        <p class="note" role="status" safe>
          {ANSWERS[again] ?? 'It goes out again, if it is still true and they still want messages.'}
        </p>
      )}
      {!reference && <Totals totals={log.totals} />}
      <p class="row">
        {!reference && (
          <a class="hit" href={`/staff/messages/templates?clinic=${clinic.id}`}>
            What we write
          </a>
        )}
        {!reference && caller.permissions.includes('reports.read') && (
          <a class="hit" href="/staff/messages">
            All clinics by day
          </a>
        )}
      </p>
      <Which path={path} asked={asked} />
      {messages.length === 0 ? (
        <p class="note" safe>
          {emptyWords(asked)}
        </p>
      ) : (
        <ol class="log" start={(page - 1) * 50 + 1}>
          {messages.map((message) => (
            <Row
              message={message}
              zone={clinic.timeZone}
              path={path}
              single={!!reference}
              formToken={resends && mayResend(message, now) ? formToken : undefined}
            />
          ))}
        </ol>
      )}
      <p class="hint" safe>
        {`Times are ${zoneName(clinic.timeZone, 'en')}. Who somebody is stands on their own page: search for the reference.`}
      </p>
      <p class="row">
        {page > 1 && (
          <a class="btn plain" href={addressOf(path, { ...asked, page: page - 1 })}>
            Newer
          </a>
        )}
        {more && (
          <a class="btn plain" href={addressOf(path, { ...asked, page: page + 1 })}>
            Older
          </a>
        )}
      </p>
    </StaffPage>
  );
}

function emptyWords({ trouble, page }: LogAsked): string {
  if (page > 1) return 'There are no older ones.';
  return trouble ? 'Nothing went wrong here.' : 'Nothing was sent yet.';
}

function Totals({ totals: { messages, texts, trouble, segments, cost } }: { totals: ClinicLog['totals'] }) {
  const figures: [string, string][] = [
    [String(messages), messages === 1 ? 'message' : 'messages'],
    [String(trouble), 'did not arrive, or nobody knows'],
    [String(segments), `${segments === 1 ? 'segment' : 'segments'} in ${count(texts, 'text')}`],
    [money(cost), 'for texts, estimated'],
  ];
  return (
    <dl class="figures">
      {figures.map(([figure, words]) => (
        <div>
          <dt safe>{words}</dt>
          <dd safe>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

function Which({ path, asked }: { path: string; asked: LogAsked }) {
  const ways = [
    { trouble: false, words: 'All' },
    { trouble: true, words: 'Trouble only' },
  ];
  return (
    <nav class="tabs" aria-label="Which messages">
      {ways.map(({ trouble, words }) => (
        <a
          href={addressOf(path, { ...asked, trouble, page: 1 })}
          aria-current={trouble === !!asked.trouble ? 'page' : undefined}
          safe
        >
          {words}
        </a>
      ))}
    </nav>
  );
}

interface RowProps {
  message: LoggedMessage;
  zone: string;
  path: string;
  /** All are to one booking: it is not said of each. */
  single: boolean;
  /** Absent where it may not be sent again. */
  formToken?: string;
}

function Row({ message, zone, path, single, formToken }: RowProps) {
  const { id, kind, channel, state, reference, language, segments, cost, follows, current } = message;
  const price = cost !== null && segments !== null && `${count(segments, 'segment')}, ${money(cost)}`;
  const because = follows && 'because one before did not arrive';
  const facts = [CHANNEL_WORDS[channel], language && languageName(language), because, ...timesOf(message, zone), price];
  return (
    <li>
      <p class="row">
        <span>
          <b safe>{messageTitle(kind)}</b>
          {!!reference && !single && (
            <>
              {' to '}
              {current ? (
                <a class="hit" href={addressOf(path, { reference, page: 1 })} safe>
                  {spaced(reference)}
                </a>
              ) : (
                <span safe>{spaced(reference)}</span>
              )}
            </>
          )}
        </span>
        <span class={`${messageLook(state)} push`} safe>
          {messageWords(message)}
        </span>
      </p>
      <div class="row">
        <span class="sub" safe>
          {facts.filter(Boolean).join(' · ')}
        </span>
        {formToken !== undefined && (
          <Form action={`${path}/${id}/resend`} formToken={formToken} button="Send it again" look="link">
            <input type="hidden" name="of" value={single ? (reference ?? '') : ''} />
          </Form>
        )}
      </div>
    </li>
  );
}

/** When it was due, went and was settled: only what says something new. */
function timesOf({ dueAt, sentAt, settledAt }: LoggedMessage, zone: string): string[] {
  const at = (when: Date) => formatDayTime(when, zone, 'en');
  const day = (when: Date) => formatDay(when, zone, 'en');
  const minute = (when: Date) => Math.floor(when.getTime() / 60_000);
  const late = sentAt === null || minute(sentAt) - minute(dueAt) > 1;
  const parts = [late && `due ${at(dueAt)}`, sentAt && `sent ${at(sentAt)}`];
  const settled =
    settledAt &&
    (!sentAt || minute(settledAt) - minute(sentAt) > 1) &&
    `settled ${sentAt && day(sentAt) === day(settledAt) ? formatTime(settledAt, zone, 'en') : at(settledAt)}`;
  return [...parts, settled].filter((part): part is string => typeof part === 'string');
}

/** The address of a page of the list. */
export function addressOf(path: string, { trouble, reference, page }: LogAsked): string {
  const given = { trouble: trouble ? 'only' : '', reference: reference ?? '', page: page > 1 ? String(page) : '' };
  const query = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== '')).toString();
  return query === '' ? path : `${path}?${query}`;
}
