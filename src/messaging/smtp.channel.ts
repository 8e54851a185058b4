import { createTransport } from 'nodemailer';
import type { EmailConfig } from '../platform/config.js';
import type { EmailChannel, SendResult } from './channels.js';
import { neverConnected } from './channels.js';

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
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    auth: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined,
    ...timeouts,
  });
  return {
    name: 'smtp',
    close: () => transport.close(),
    send: async (messageId, to, { subject, text, html, calendar }) => {
      try {
        await transport.sendMail({
          from,
          // An object, not a line to be parsed: an address can never become two.
          to: { name: '', address: to },
          subject: subject.replace(/[\r\n]+/g, ' '),
          text,
          html,
          messageId: `<${messageId}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
          icalEvent: calendar && { method: calendar.method, content: calendar.content, filename: 'clinic.ics' },
        });
        return { outcome: 'accepted' };
      } catch (error) {
        return failure(error as MailError);
      }
    },
  };
}

interface MailError {
  code?: string;
  command?: string;
  responseCode?: number;
}

/** An answer of the server decides by its class; without one, only the text itself may already have been taken. */
function failure({ code, command, responseCode }: MailError): SendResult {
  const name = String(responseCode ?? code ?? 'error').slice(0, 40);
  if (responseCode && responseCode >= 500) return { outcome: 'refused', code: name };
  if (responseCode && responseCode >= 400) return { outcome: 'retry', code: name };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { outcome: 'refused', code: name };
  const beforeText = command !== undefined && command !== 'DATA';
  return beforeText || neverConnected(code) ? { outcome: 'retry', code: name } : { outcome: 'unknown', code: name };
}
