import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { EmailConfig } from '../platform/config.js';
import type { EmailChannel, SendResult } from './channels.js';
import { enhancedCode } from './code-rules.js';

type SmtpConfig = Extract<EmailConfig, { channel: 'smtp' }>;

/** A mail server. The Message-ID is made from our id, so that mail programs know a repeated message. */
export function smtpChannel({ url, from }: SmtpConfig): EmailChannel {
  const host = /@([^\s<>@]+?)>?$/.exec(from)?.[1] ?? 'localhost';
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    pool: true,
    maxConnections: 3,
    // Whether to try again is for the outbox to decide, which knows of all processes.
    maxRequeues: 0,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    auth: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined,
    ...timeouts,
  });
  // The text is read only once the server has asked for it: that tells what a lost line means.
  const texts = new Map<string, Readable>();
  transport.use('stream', ({ message }, done) => {
    message.processFunc((text) => {
      texts.set(message.messageId(), text);
      return text;
    });
    done();
  });
  return {
    name: 'smtp',
    close: () => transport.close(),
    send: async (messageId, to, { subject, text, html, calendar, unsubscribeUrl }) => {
      const mailId = `<${messageId}@${host}>`;
      try {
        await transport.sendMail({
          from,
          // An object, not a line to be parsed: an address can never become two.
          to: { name: '', address: to },
          subject: subject.replace(/[\r\n]+/g, ' '),
          text,
          html,
          messageId: mailId,
          headers: { 'Auto-Submitted': 'auto-generated', ...(unsubscribeUrl && unsubscribeHeaders(unsubscribeUrl)) },
          disableFileAccess: true,
          disableUrlAccess: true,
          icalEvent: calendar && { method: calendar.method, content: calendar.content, filename: 'clinic.ics' },
        });
        return { outcome: 'accepted' };
      } catch (error) {
        return failure(error as MailError, texts.get(mailId)?.readableDidRead === true);
      } finally {
        texts.delete(mailId);
      }
    },
  };
}

/** One click on the mail program's own button is enough (RFC 8058). In one line, however long: not all programs join two. */
const unsubscribeHeaders = (url: string) => ({
  'List-Unsubscribe': { prepared: true, value: `<${url}>` },
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

interface MailError {
  code?: string;
  command?: string;
  responseCode?: number;
  /** The answer's words; they may hold the address, and go no further. */
  response?: string;
}

/**
 * A server that answers has not taken the message: 5xx to the recipient or the text is final, anything else (busy, or a no
 * to us, which somebody will mend) is tried again. Without an answer, only a text that was begun may have been taken.
 */
function failure({ code, command, responseCode, response }: MailError, textBegun: boolean): SendResult {
  const name = String(responseCode ?? code ?? 'error').slice(0, 40);
  if (responseCode && responseCode >= 400) {
    if (responseCode < 500 || (command !== 'RCPT TO' && command !== 'DATA')) return { outcome: 'retry', code: name };
    return { outcome: 'refused', code: enhancedCode(response) ?? (command === 'DATA' ? `data_${name}` : name) };
  }
  // Our own program found the address or the text impossible.
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { outcome: 'refused', code: name };
  return { outcome: textBegun ? 'unknown' : 'retry', code: name };
}
