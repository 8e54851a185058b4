import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/logging.js';
import type { SendResult } from './channels.js';
import { Channels } from './channels.js';
import type { MessageRow } from './kinds.js';
import type { Go, Made } from './make-messages.js';
import { MakeMessages } from './make-messages.js';
import { MAX_ATTEMPTS, retryAt } from './message-states.js';
import type { Accepted } from './messages.repository.js';
import { MessagesRepository } from './messages.repository.js';
import { Together } from './together.js';

/** Messages in one round; they are made together and handed over side by side. */
const BATCH = 20;
/** How often one message is made anew because what it is about changes all the time. */
const MOST_CHANGES = 3;

/** Takes due messages out of the outbox and hands them over. Each is on its own: one failure never stops the next. */
@Injectable()
export class Dispatch {
  /** Those that a provider is being called for. */
  private readonly inHand = new Set<string>();
  private readonly accepted: Together<Accepted>;

  constructor(
    private readonly messages: MessagesRepository,
    private readonly make: MakeMessages,
    private readonly channels: Channels,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.accepted = new Together((all) => messages.markAccepted(all));
  }

  /** One round over one channel, or all; the number of messages that it settled, handed over or put off. */
  async round(channel?: MessageRow['channel']): Promise<number> {
    await this.messages.markLost(this.clock.now());
    return this.handle(await this.messages.claim(this.clock.now(), BATCH, channel));
  }

  /** Called again and again during a round: a slow provider must not look like a dead process. */
  async keepLeases(): Promise<void> {
    if (this.inHand.size > 0) await this.messages.keep([...this.inHand], this.clock.now());
  }

  /** How many; those that only wait for their turn do not count: there is no use in asking again at once. */
  private async handle(set: MessageRow[], changes = 0): Promise<number> {
    if (set.length === 0) return 0;
    const made = await this.make.run(set);
    const changed = set.filter((_, i) => made[i] === 'changed');
    const acted = set.map((message, i) => this.act(message, made[i] ?? 'taken_over', changes + 1 === MOST_CHANGES));
    const again = changes + 1 < MOST_CHANGES ? this.handle(changed, changes + 1) : 0;
    await Promise.all([...acted, again]);
    return made.filter((outcome) => outcome !== 'in_queue').length;
  }

  private async act(message: MessageRow, made: Made, last: boolean): Promise<void> {
    try {
      const now = this.clock.now();
      if (made === 'in_queue') await this.messages.putOff(message);
      else if (made === 'not_made') await this.notMade(message);
      else if (made === 'changed' && last)
        await this.messages.postpone(message, retryAt(message.attempts, now), 'changing');
      else if (typeof made === 'string') return;
      else if ('go' in made) await this.handOver(message, made);
      else if ('notBefore' in made) await this.messages.putOff(message, made.notBefore);
      else if ('missed' in made) await this.messages.settle(message.id, 'missed', made.missed, now);
      else await this.messages.settle(message.id, 'suppressed', made.suppress, now);
    } catch (error) {
      // It stays as it is until its lease is over: claimed, to be tried again; `sending`, to be `unknown`.
      this.log.error('message not recorded', error, { message: message.id });
    }
  }

  private async handOver(message: MessageRow, going: Go): Promise<void> {
    const { ready, go: text } = going;
    this.inHand.add(message.id);
    try {
      const result =
        'sms' in ready
          ? await this.channels.sms.send(message.id, ready.to, text)
          : await this.channels.email.send(message.id, ready.to, ready.email);
      await this.record(message, going, result);
    } finally {
      this.inHand.delete(message.id);
    }
  }

  private async record(message: MessageRow, { ready, at: passedAt }: Go, result: SendResult): Promise<void> {
    const now = this.clock.now();
    if (result.outcome === 'accepted') {
      const accepted = { id: message.id, sid: result.sid, at: now };
      // Alone, where it could not be recorded with others.
      return this.accepted.add(accepted).catch(() => this.messages.markAccepted([accepted]));
    }
    this.log.warn('message not accepted', { message: message.id, outcome: result.outcome, code: result.code });
    if (result.outcome === 'retry') {
      const again = tryAgainAt(message, now, result.afterSeconds);
      return this.messages.notTaken(message, { code: result.code, passedAt, now, again });
    }
    if (result.outcome === 'unknown') return this.messages.settle(message.id, 'unknown', result.code, now);
    await this.messages.refused(message, ready.to, result.code, now);
  }

  /** It was not made: it is tried again later; one that was being sent becomes `unknown` by its lease. */
  private notMade(message: MessageRow): Promise<void> {
    const now = this.clock.now();
    const [code, again] = ['not_prepared', tryAgainAt(message, now)];
    return again ? this.messages.postpone(message, again, code) : this.messages.settle(message.id, 'failed', code, now);
  }
}

/** When it is tried again; not at all after the last try, or when it would be too late: given up while there is time for another way. */
function tryAgainAt({ attempts, helpsUntil }: MessageRow, now: Date, afterSeconds?: number): Date | undefined {
  const at = retryAt(attempts, now, afterSeconds);
  const tooLate = helpsUntil && at >= helpsUntil;
  return tooLate || attempts >= MAX_ATTEMPTS ? undefined : at;
}
