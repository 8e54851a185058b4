import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database.js';
import type { Understood } from './understand.js';

/** What somebody wrote to our number: opened, never to be logged. */
export interface Reply {
  id: string;
  /** Grows in the order in which replies came. */
  number: number;
  /** The number it came from, as the provider writes it. */
  from: string;
  body: string;
  /** Sent with it; they stay at the provider. */
  pictures: number;
  receivedAt: Date;
  understood: Understood;
  /** Texts to this number stopped, or began again, when it came. */
  opted: boolean;
}

/** Does what a reply asks for, in the transaction that ends it; false when it is for somebody else. */
export type ReplyHandler = (tx: Tx, reply: Reply) => Promise<boolean>;

/** Who answers replies, as features have registered; those further left are asked first. The last one is a person. */
@Injectable()
export class ReplyHandlers {
  private readonly handlers: ReplyHandler[] = [];

  register(handler: ReplyHandler): void {
    this.handlers.push(handler);
  }

  /** Asks one after the other until one has taken it. */
  async handle(tx: Tx, reply: Reply): Promise<void> {
    for (const handler of this.handlers) if (await handler(tx, reply)) return;
  }

  /** Gives it to a person, whatever it says: whoever understands replies has failed. */
  async toPerson(tx: Tx, reply: Reply): Promise<void> {
    await this.handlers.at(-1)?.(tx, { ...reply, understood: { means: 'unclear', digit: false } });
  }
}
