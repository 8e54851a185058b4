import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { addressIndexes } from '../address-index.js';
import { forgetBad } from '../bad-addresses.js';
import { DispatchPoke } from '../dispatch-poke.js';
import { lockAddress, optIn, optOut } from '../opt-outs.js';
import type { Understood } from './understand.js';

/** A reply as the provider hands it over. */
export interface InboundSms {
  sid: string;
  from: string;
  body: string;
  pictures: number;
  /** What the provider took it for by itself. */
  optOutType?: string;
}

const STORE = `
  insert into replies (id, provider_sid, received_at, sender, phone_ix, body, pictures, means, digit, option, by_carrier,
    language, says_more, due_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $3) on conflict (provider_sid) do nothing returning id`;

/** HELP is answered by us too, unless the provider says that it has answered with what we gave it to say. */
async function heard({ body, ...sent }: InboundSms): Promise<Understood> {
  // Its tables take a moment to be made: the first reply makes them, not every start of every program.
  const { understand } = await import('./understand.js');
  const understood = understand(body, sent);
  if (understood.means !== 'help') return understood;
  return { ...understood, byCarrier: sent.optOutType === 'HELP' };
}

/** The carrier takes it for START from a number that it has stopped; to everybody else it is an answer. */
const meansStart = (body: string) => body.trim().toUpperCase() === 'YES';

/**
 * Keeps a reply once, by its id at the provider; a job answers it. Only a plea to stop, or to begin again, is honoured here
 * and now: nothing that is due goes in between.
 */
@Injectable()
export class TakeReply {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
  ) {}

  async run(sms: InboundSms): Promise<void> {
    const understood = await heard(sms);
    await this.database.transaction(async (tx) => {
      const id = await this.store(tx, sms, understood);
      // Whatever was said of this number: it writes texts.
      if (id) await forgetBad(tx, this.sealer, 'sms', sms.from);
      if (id && (await this.opt(tx, sms, understood))) {
        await rows(tx, 'update replies set opted = true where id = $1', [id]);
      }
    });
    this.poke.poke();
  }

  /** @returns its id; undefined where it is there already */
  private async store(
    tx: Tx,
    { sid, from, body, pictures }: InboundSms,
    said: Understood,
  ): Promise<string | undefined> {
    const indexes = addressIndexes(this.sealer, 'sms', from);
    // One number's replies get their numbers in the order in which they are committed.
    await lockAddress(tx, indexes);
    const values = [
      ...[randomUUID(), sid, this.clock.now(), this.sealer.seal(from, 'replies.sender'), indexes[0]],
      ...[this.sealer.seal(body, 'replies.body'), pictures, said.means, said.digit, said.option],
      ...[said.byCarrier ?? false, said.language, said.saysMore ?? false],
    ];
    return (await rows<{ id: string }>(tx, STORE, values))[0]?.id;
  }

  private async opt(tx: Tx, { from, body }: InboundSms, { means, byCarrier = false }: Understood): Promise<boolean> {
    if (means === 'start' || meansStart(body)) {
      const word = means === 'start' ? byCarrier : 'only';
      return (await optIn(tx, this.sealer, 'sms', { to: from, byCarrier: word })) === 'begun';
    }
    if (means !== 'stop') return false;
    const how = { reason: byCarrier ? 'carrier' : 'reply', words: body };
    return optOut(tx, this.sealer, 'sms', { to: from, at: this.clock.now(), ...how });
  }
}
