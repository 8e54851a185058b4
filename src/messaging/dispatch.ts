import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/logging.js';
import { Sealer } from '../platform/sealing.js';
import type { SendResult } from './channels.js';
import { Channels } from './channels.js';
import type { MessageRow, Prepared } from './kinds.js';
import { MessageKinds } from './kinds.js';
import { MAX_ATTEMPTS, retryAt } from './message-states.js';
import { MessagesRepository } from './messages.repository.js';
import { addressIndexes } from './address-index.js';
import { segments } from './segments.js';

/** Messages in one round; they are handled side by side. */
const BATCH = 20;
/** The provider's word that this number does not want our messages. */
const OPTED_OUT_AT_PROVIDER = '21610';

type Ready = Exclude<Prepared, { suppress: string }>;

/** Takes due messages out of the outbox and hands them over. Each is on its own: one failure never stops the next. */
@Injectable()
export class Dispatch {
  /** Those that a provider is being called for. */
  private readonly inHand = new Set<string>();

  constructor(
    private readonly messages: MessagesRepository,
    private readonly kinds: MessageKinds,
    private readonly channels: Channels,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** One round over one channel, or all; the number of messages that it took. */
  async round(channel?: MessageRow['channel']): Promise<number> {
    await this.messages.markLost(this.clock.now());
    const claimed = await this.messages.claim(this.clock.now(), BATCH, channel);
    await Promise.all(claimed.map((message) => this.handle(message)));
    return claimed.length;
  }

  /** Called again and again during a round: a slow provider must not look like a dead process. */
  async keepLeases(): Promise<void> {
    if (this.inHand.size > 0) await this.messages.keep([...this.inHand], this.clock.now());
  }

  private async handle(message: MessageRow): Promise<void> {
    try {
      const prepared = await this.prepare(message);
      if ('suppress' in prepared) {
        await this.messages.settle(message.id, 'suppressed', prepared.suppress, this.clock.now());
      } else {
        await this.send(message, prepared);
      }
    } catch (error) {
      // A message that cannot be prepared is tried again later; one that was being sent becomes `unknown` by its lease.
      this.log.error('message not handled', error, { message: message.id, kind: message.kind });
      await this.later(message, 'not_prepared', (at) => this.messages.postpone(message, at, 'not_prepared')).catch(
        () => undefined,
      );
    }
  }

  private async prepare(message: MessageRow): Promise<Prepared> {
    const kind = this.kinds.find(message.kind);
    if (!kind) return { suppress: 'unknown_kind' };
    return kind.prepare(message);
  }

  private async send(message: MessageRow, ready: Ready): Promise<void> {
    const addressIxs = addressIndexes(this.sealer, message.channel, ready.to);
    if (await this.messages.isOptedOut(message.channel, addressIxs)) {
      return this.messages.settle(message.id, 'suppressed', 'opted_out', this.clock.now());
    }
    const { name: provider } = 'sms' in ready ? this.channels.sms : this.channels.email;
    const written = await this.messages.markSending(message, { provider, addressIxs }, (first) =>
      this.write(ready, first),
    );
    if (!written) return;
    this.inHand.add(message.id);
    try {
      await this.record(message, ready.to, await this.handOver(message.id, ready, written.text));
    } catch (error) {
      // It stays `sending` until its lease is over, and is `unknown` then.
      this.log.error('message not recorded', error, { message: message.id });
    } finally {
      this.inHand.delete(message.id);
    }
  }

  /** The words, and what is kept of them. */
  private write(ready: Ready, first: boolean) {
    const seal = (content: object) => this.sealer.seal(JSON.stringify({ to: ready.to, ...content }), 'messages.body');
    if (!('sms' in ready)) return { text: ready.email.text, body: seal(ready.email) };
    const text = first ? `${ready.sms.text}\n${ready.sms.firstLine}` : ready.sms.text;
    return { text, body: seal({ text }), segments: segments(text).count };
  }

  private handOver(id: string, ready: Ready, text: string): Promise<SendResult> {
    return 'sms' in ready
      ? this.channels.sms.send(id, ready.to, text)
      : this.channels.email.send(id, ready.to, ready.email);
  }

  private async record(message: MessageRow, to: string, result: SendResult): Promise<void> {
    const now = this.clock.now();
    if (result.outcome === 'accepted') return this.messages.markAccepted(message.id, result.sid, now);
    this.log.warn('message not accepted', { message: message.id, outcome: result.outcome, code: result.code });
    if (result.outcome === 'retry') {
      const again = (at: Date) => this.messages.requeue(message.id, at, result.code);
      return this.later(message, result.code, again, result.afterSeconds);
    }
    if (result.code === OPTED_OUT_AT_PROVIDER) await this.messages.optOut('sms', to, 'provider', now);
    await this.messages.settle(message.id, result.outcome === 'refused' ? 'failed' : 'unknown', result.code, now);
  }

  private async later(
    message: MessageRow,
    code: string,
    again: (at: Date) => Promise<void>,
    afterSeconds?: number,
  ): Promise<void> {
    const now = this.clock.now();
    if (message.attempts >= MAX_ATTEMPTS) return this.messages.settle(message.id, 'failed', code, now);
    return again(retryAt(message.attempts, now, afterSeconds));
  }
}
