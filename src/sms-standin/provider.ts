import { randomBytes } from 'node:crypto';
import type { Account } from './account.js';
import { inboundAddresses } from './account.js';
import { Mishaps } from './mishaps.js';
import type { SmsTrouble } from './mishaps.js';
import { ANSWERS, optOutType } from './opt-out-words.js';
import type { TakenSms } from './phones.js';
import { ERRORS, Phones } from './phones.js';
import { inboundParams, reportParams } from './posted.js';
import { postUntilTaken, signedPost } from './signed-post.js';

export interface Settings {
  account: Account;
  /** Where the app really is, when that is not its public address. */
  appUrl?: string;
  /** True: texts arrive by themselves, and their reports go to the app. Otherwise whoever holds it reports. */
  delivers?: boolean;
}

/** A text that somebody writes to a number of ours. */
export interface Written {
  from: string;
  body: string;
  pictures?: number;
  to?: string;
}

/** What the stand-in of the SMS provider knows and does; how one talks to it is elsewhere. */
export class SmsProvider {
  /** In the order they were taken. */
  readonly sent: TakenSms[] = [];
  calls = 0;
  readonly phones = new Phones();
  readonly mishaps = new Mishaps();
  /** Asked at each call. */
  trouble: (to: string) => SmsTrouble | undefined = () => this.mishaps.take();
  /** Runs after a message was taken and before the call is answered. */
  beforeAnswer: (sms: TakenSms) => Promise<unknown> = () => Promise.resolve();
  /** Runs before a question about a message is answered. */
  beforeQuestion: () => Promise<unknown> = () => Promise.resolve();
  /** False: it cannot be asked about messages. */
  answersQuestions = true;
  /** The provider's clock. */
  now = () => new Date();
  readonly account: Account;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly settings: Settings) {
    this.account = settings.account;
  }

  /** Nothing goes out any more. */
  protected stop(): void {
    this.timers.forEach(clearTimeout);
  }

  /** What was sent to a number. */
  to(number: string): TakenSms[] {
    return this.sent.filter((sms) => sms.to === number);
  }

  /** Takes a message from the app; it stands on the telephone at once, and arrives when that is so. */
  take(said: Pick<TakenSms, 'from' | 'to' | 'body' | 'statusCallback'>): TakenSms {
    const sms = { sid: newSid('SM'), ...said, status: 'queued', takenAt: this.now() };
    this.sent.push(sms);
    this.phones.of(sms.to).show({ at: sms.takenAt, by: 'app', text: sms.body, pictures: 0, sms });
    if (this.settings.delivers) this.after(this.mishaps.delaySeconds, () => this.deliver(sms));
    return sms;
  }

  /** Somebody writes: what the provider does by itself, and the post to the app. */
  async receive({ from, body, pictures = 0, to = this.account.numbers[0]?.phoneNumber ?? '' }: Written): Promise<void> {
    const phone = this.phones.of(from);
    const bubble = phone.show({ at: this.now(), by: 'person', text: body, pictures });
    const type = this.actOn(from, body);
    const sid = newSid(pictures > 0 ? 'MM' : 'SM');
    const optOut = this.mishaps.advancedOptOut ? type : undefined;
    const params = inboundParams(this.account.sid, { sid, from, to, body, pictures, optOut });
    const { token } = this.account;
    bubble.heard = await postUntilTaken(inboundAddresses(this.account, to), {
      ...{ params, token },
      appUrl: this.settings.appUrl,
    });
  }

  /** Blocks, unblocks or answers by itself where a text is one of the provider's words. */
  protected actOn(from: string, body: string): ReturnType<typeof optOutType> {
    const phone = this.phones.of(from);
    const type = optOutType(body);
    if (!type || (type === 'START' && !phone.optedOut)) return type;
    if (type !== 'HELP') phone.optedOut = type === 'STOP';
    phone.show({ at: this.now(), by: 'carrier', text: ANSWERS[type], pictures: 0 });
    return type;
  }

  /** What becomes of a message, told to the app as often and in the order that was chosen. */
  private async deliver(sms: TakenSms): Promise<void> {
    const errorCode = ERRORS[this.phones.of(sms.to).condition];
    const steps = ['sent', errorCode ? 'undelivered' : 'delivered'];
    const { copies, outOfOrder } = this.mishaps;
    Object.assign(sms, { status: steps[1], errorCode });
    for (const status of outOfOrder ? steps.reverse() : steps) {
      const params = reportParams(this.account.sid, sms, status, status === 'sent' ? undefined : errorCode);
      const post = { address: sms.statusCallback, params, token: this.account.token, appUrl: this.settings.appUrl };
      // Nobody waits for a report: one that does not get through is lost, as it is with the provider.
      await Promise.all(Array.from({ length: copies }, () => signedPost(post).catch(() => undefined)));
    }
  }

  private after(seconds: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void work();
    }, seconds * 1000);
    this.timers.add(timer);
  }
}

/** An id as the provider makes them. */
export const newSid = (kind: string) => kind + randomBytes(16).toString('hex');
