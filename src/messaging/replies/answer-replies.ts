import { Injectable } from '@nestjs/common';
import type { ClinicLanguage } from '../../i18n/locales.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { Log } from '../../platform/logging.js';
import { Sealer } from '../../platform/sealing.js';
import { DispatchPoke } from '../dispatch-poke.js';
import { retryAt } from '../message-states.js';
import type { Reply } from './reply-handlers.js';
import { ReplyHandlers } from './reply-handlers.js';
import type { Means } from './understand.js';

/** Replies in one round, each of another number. */
const BATCH = 10;
/** How long one process keeps a reply for itself. */
const LEASE_MS = 60_000;
/** After so many tries a person gets it as it is. */
const MOST_TRIES = 4;

/**
 * `$1` now, `$2` end of the lease, `$3` how many: of each number the oldest that is not answered, and no other before it is.
 * One that a person is to get is not waited for: whose key is lost would keep its number from being answered for ever.
 */
const CLAIM = `
  update replies set claimed_until = $2, attempts = attempts + 1
  where id in (
    select id from replies r
    where state = 'waiting' and due_at <= $1 and (claimed_until is null or claimed_until <= $1)
      and not exists (select from replies e where e.state = 'waiting' and e.phone_ix = r.phone_ix and e.number < r.number
        and e.attempts < ${MOST_TRIES})
    order by number limit $3 for update skip locked)
  returning id, number, sender, body, pictures, received_at as "receivedAt", means, digit, option,
    by_carrier as "byCarrier", says_more as "saysMore", language, opted, attempts`;

interface Claimed {
  id: string;
  /** A bigint, as the driver hands it over. */
  number: string;
  sender: string | null;
  body: string | null;
  pictures: number;
  receivedAt: Date;
  means: Means;
  digit: boolean;
  option: number | null;
  byCarrier: boolean;
  saysMore: boolean;
  language: ClinicLanguage | null;
  opted: boolean;
  attempts: number;
}

/** Answers what people wrote: those of one number in the order in which they came, whatever processes there are. */
@Injectable()
export class AnswerReplies {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly handlers: ReplyHandlers,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
    private readonly log: Log,
  ) {}

  /** One round; the number of replies that it took. */
  async round(): Promise<number> {
    const now = this.clock.now();
    const claimed = await this.database.query<Claimed>(CLAIM, [now, new Date(now.getTime() + LEASE_MS), BATCH]);
    await Promise.all(claimed.map((reply) => this.answer(reply)));
    if (claimed.length > 0) this.poke.poke();
    return claimed.length;
  }

  private async answer(claimed: Claimed): Promise<void> {
    try {
      await this.database.transaction(async (tx) => {
        // Nothing is left of one that was erased.
        if (claimed.sender !== null && claimed.body !== null) await this.handle(tx, claimed);
        const text = `update replies set state = 'done', claimed_until = null
          where id = $1 and state = 'waiting' and attempts = $2 returning 1`;
        const mine = await rows(tx, text, [claimed.id, claimed.attempts]);
        if (mine.length === 0) throw new Error('taken over');
      });
    } catch (error) {
      this.log.error('reply not answered', error, { reply: claimed.id });
      const at = retryAt(claimed.attempts, this.clock.now());
      await this.database.query(
        `update replies set due_at = $3, claimed_until = null where id = $1 and state = 'waiting' and attempts = $2`,
        [claimed.id, claimed.attempts, at],
      );
    }
  }

  private async handle(tx: Tx, claimed: Claimed): Promise<void> {
    const { sender, body, number, means, digit, option, byCarrier, saysMore, language, attempts, ...rest } = claimed;
    const told = { option: option ?? undefined, language: language ?? undefined };
    const understood = { means, digit, byCarrier, saysMore, ...told };
    const reply: Reply = {
      ...rest,
      number: Number(number),
      from: this.sealer.open(sender ?? '', 'replies.sender'),
      body: this.sealer.open(body ?? '', 'replies.body'),
      understood,
    };
    await (attempts < MOST_TRIES ? this.handlers.handle(tx, reply) : this.handlers.toPerson(tx, reply));
  }
}
