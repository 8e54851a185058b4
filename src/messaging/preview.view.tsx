import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';
import type { MessageState } from './message-states.js';

export interface PreviewedMessage {
  id: string;
  kind: string;
  channel: 'sms' | 'email';
  state: MessageState;
  errorCode: string | null;
  segments: number | null;
  createdAt: Date;
  /** Null until it was sent. */
  body: { to: string; text: string; subject?: string; html?: string; calendar?: { content: string } } | null;
}

/** Asks for the key that the start printed. */
export function KeyView({ ctx, formToken, wrong }: { ctx: PageContext; formToken: string; wrong?: boolean }) {
  const { t } = ctx;
  return (
    <Page ctx={ctx} title={t('preview.title')} lead={<p safe>{t('preview.lead')}</p>}>
      <form method="post" class="flow">
        <div class={wrong ? 'bad' : undefined}>
          <label for="key" safe>
            {t('preview.key')}
          </label>
          <p class="hint" id="key-h" safe>
            {t('preview.keyHint')}
          </p>
          {wrong && (
            <p class="err" id="key-e" safe>
              {t('preview.wrong')}
            </p>
          )}
          <input id="key" name="key" autocomplete="off" aria-describedby={wrong ? 'key-h key-e' : 'key-h'} required />
        </div>
        <input type="hidden" name="form" value={formToken} />
        <button class="btn wide-btn" safe>
          {t('preview.open')}
        </button>
      </form>
    </Page>
  );
}

/** Newest first: what would have gone, or why it did not. */
export function MailboxView({ ctx, messages }: { ctx: PageContext; messages: PreviewedMessage[] }) {
  const { t } = ctx;
  return (
    <Page ctx={ctx} title={t('preview.title')} lead={<p safe>{t('preview.lead')}</p>}>
      {messages.length === 0 && (
        <div class="note">
          <p safe>{t('preview.empty')}</p>
        </div>
      )}
      {messages.map((message) => (
        <Message ctx={ctx} message={message} />
      ))}
    </Page>
  );
}

function Message({ ctx: { t }, message }: { ctx: PageContext; message: PreviewedMessage }) {
  const { body, state, errorCode, segments } = message;
  const facts = [message.kind, state, errorCode, segments && t('preview.segments', { n: segments })].filter(Boolean);
  return (
    <section class="flow far">
      <h2 safe>{t(message.channel === 'sms' ? 'preview.sms' : 'preview.email', { to: body?.to ?? '' })}</h2>
      <p class="hint" safe>
        {facts.join(' · ')}
      </p>
      {!!body?.subject && (
        <p>
          <b safe>{body.subject}</b>
        </p>
      )}
      {body?.html ? (
        <iframe
          class="mail"
          src={`/preview/${message.id}/html`}
          title={body.subject ?? ''}
          sandbox="allow-popups"
        ></iframe>
      ) : (
        !!body && (
          <p class="panel pre">
            <LinkedText text={body.text} />
          </p>
        )
      )}
      {!!body?.html && (
        <details class="fold">
          <summary safe>{t('preview.plain')}</summary>
          <p class="pre">
            <LinkedText text={body.text} />
          </p>
          {!!body.calendar && (
            <pre class="panel" tabindex="0" safe>
              {body.calendar.content}
            </pre>
          )}
        </details>
      )}
    </section>
  );
}

/** The text with its addresses as links, as a telephone shows it. */
function LinkedText({ text }: { text: string }) {
  return (
    <>
      {text.split(/(https?:\/\/\S+)/).map((part) =>
        part.startsWith('http') ? (
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
