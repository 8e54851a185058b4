import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { Log } from '../platform/logging.js';
import { Channels } from './channels.js';
import { Dispatch } from './dispatch.js';
import { DispatchPoke } from './dispatch-poke.js';
import { Lane } from './lane.js';
import { AnswerReplies } from './replies/answer-replies.js';

const EVERY_MS = 500;

/**
 * Runs dispatch twice a second and right after a commit, in processes that are workers, and answers replies. Each has a lane
 * of its own: a mail server that does not answer keeps no text message waiting.
 */
@Injectable()
export class DispatchJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private readonly lanes: Lane[];

  constructor(
    private readonly dispatch: Dispatch,
    replies: AnswerReplies,
    private readonly poke: DispatchPoke,
    private readonly config: Config,
    private readonly channels: Channels,
    private readonly log: Log,
  ) {
    const failed = (error: unknown) => log.error('dispatch round failed', error);
    const sms = () => dispatch.round('sms');
    // While one set of texts is handed over the next is made.
    const rounds = [sms, sms, () => dispatch.round('email'), () => replies.round()];
    this.lanes = rounds.map((round) => new Lane(round, failed));
  }

  onApplicationBootstrap(): void {
    if (!this.config.runWorker) return;
    this.timer = setInterval(() => this.tick(), EVERY_MS);
    this.poke.onPoke(() => this.wake());
  }

  /** Takes no other messages, and waits for those in hand. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.poke.onPoke(() => {});
    await Promise.all(this.lanes.map((lane) => lane.stop()));
    this.channels.email.close?.();
  }

  private tick(): void {
    this.dispatch.keepLeases().catch((error: unknown) => this.log.error('leases not kept', error));
    this.wake();
  }

  private wake(): void {
    this.lanes.forEach((lane) => lane.wake());
  }
}
