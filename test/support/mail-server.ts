import type { AddressInfo, Server, Socket } from 'node:net';
import type { ParsedMail } from 'mailparser';
import { simpleParser } from 'mailparser';
import type { SMTPServerSession } from 'smtp-server';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived: parsed, with its envelope and its source. */
export interface TakenMail extends ParsedMail {
  recipients: string[];
  raw: string;
}

/** What goes wrong: an answer at one of the steps, or a line that dies. */
export type MailTrouble =
  | { at: 'RCPT' | 'DATA'; code: number; says?: string; until?: Promise<unknown> }
  | { at: 'RCPT' | 'DATA'; line: 'drop' }
  | { at: 'RCPT' | 'DATA'; until: Promise<unknown> };

/** A real SMTP server that keeps what it takes. */
export class MailServer {
  readonly mails: TakenMail[] = [];
  /** Asked for each recipient. */
  trouble: (to: string) => MailTrouble | undefined = () => undefined;
  private readonly sockets = new Set<Socket>();
  private readonly server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    // Only what a trouble says: by itself this server would tell more than many do.
    hideENHANCEDSTATUSCODES: true,
    logger: false,
    onAuth: (_auth, _session, done) => done(refusal(535)),
    onRcptTo: ({ address }, session, done) => void this.answer('RCPT', address, session, done),
    onData: (stream, session, done) => {
      void this.take(stream.toArray() as Promise<Buffer[]>, session, done);
    },
  });

  async start(): Promise<this> {
    // Clients that were dropped on purpose complain.
    this.server.on('error', () => {});
    this.tcp.on('connection', (socket) => this.sockets.add(socket));
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    return this;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.tcp.address() as AddressInfo).port}`;
  }

  /** The settings with which the product uses this server. */
  get env(): Record<string, string> {
    return { EMAIL_CHANNEL: 'smtp', SMTP_URL: this.url, MAIL_FROM: 'Clinics <clinics@example.org>' };
  }

  to(address: string): TakenMail[] {
    return this.mails.filter((mail) => mail.recipients.includes(address));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private get tcp(): Server {
    return (this.server as unknown as { server: Server }).server;
  }

  private async take(text: Promise<Buffer[]>, session: SMTPServerSession, done: (error?: Error | null) => void) {
    const parts = await text.catch(() => undefined);
    // Whoever sent it was gone before all of it had come: nothing was taken.
    if (!parts) return;
    const raw = Buffer.concat(parts);
    const recipients = session.envelope.rcptTo.map(({ address }) => address);
    const trouble = this.trouble(recipients[0] ?? '');
    if (!trouble || !('code' in trouble)) {
      this.mails.push({ ...(await simpleParser(raw)), recipients, raw: raw.toString() });
    }
    await this.answer('DATA', recipients[0] ?? '', session, done);
  }

  private async answer(at: string, to: string, session: SMTPServerSession, done: (error?: Error | null) => void) {
    const trouble = this.trouble(to);
    if (trouble?.at !== at) return done();
    if ('until' in trouble) await trouble.until;
    if (!('line' in trouble)) return done('code' in trouble ? refusal(trouble.code, trouble.says) : null);
    for (const socket of this.sockets) if (socket.remotePort === session.remotePort) socket.destroy();
  }
}

const refusal = (responseCode: number, says = 'refused') => Object.assign(new Error(says), { responseCode });
