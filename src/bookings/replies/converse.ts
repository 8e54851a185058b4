import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { Reply } from '../../messaging/replies/reply-handlers.js';
import { ReplyHandlers } from '../../messaging/replies/reply-handlers.js';
import { addressIndexes } from '../../messaging/address-index.js';
import { isStopped } from '../../messaging/opt-outs.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { phoneRule } from '../contact-rules.js';
import { CancelBooking } from '../cancel-booking.js';
import type { Answer } from './answers.js';
import { Answers } from './answers.js';
import { belong } from './belonging.js';
import type { Choice, Deed, Question } from './conversation-rules.js';
import { deedOf } from './conversation-rules.js';
import { sayComing } from './say-coming.js';
import { SituationReader } from './situation-reader.js';

/** `$1` bookings: those that are told nothing by text. */
const NOT_BY_TEXT = `select 1 from bookings b where id = any($1::uuid[])
  and not exists (select from consents where booking_id = b.id and channel = 'sms')`;

/** Answers replies about bookings: who comes, who does not, and what to do with it. The rest is for a person. */
@Injectable()
export class Converse implements OnModuleInit {
  constructor(
    private readonly handlers: ReplyHandlers,
    private readonly situations: SituationReader,
    private readonly cancel: CancelBooking,
    private readonly answers: Answers,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.handlers.register((tx, reply) => this.handle(tx, reply));
  }

  private async handle(tx: Tx, reply: Reply): Promise<boolean> {
    // A short code of a company writes, or somebody abroad: nobody is answered there.
    if (phoneRule(reply.from) !== undefined) return false;
    const deed = deedOf(reply.understood, reply.opted, await this.situations.read(tx, reply));
    if (deed.does === 'person') return false;
    if (deed.does !== 'nothing') {
      if (!reply.opted && (await this.answers.tooMany(tx, reply))) return false;
      if (mustBeHeard(deed) && (await this.isStopped(tx, reply))) return false;
      await this.act(tx, reply, deed);
    }
    await belong(tx, this.sealer, reply, this.clock.now());
    // A plea to stop is honoured; what else stands there is for a person.
    return !reply.understood.saysMore;
  }

  private isStopped(tx: Tx, { from }: Reply): Promise<boolean> {
    return isStopped(tx, 'sms', addressIndexes(this.sealer, 'sms', from));
  }

  private async act(tx: Tx, reply: Reply, deed: Exclude<Deed, { does: 'person' | 'nothing' }>): Promise<void> {
    const now = this.clock.now();
    if (deed.does === 'say') return this.answers.give(tx, reply, { kind: `reply_${deed.what}` });
    if (deed.does === 'free') return this.free(tx, reply, deed.choices);
    if (deed.does === 'ask') return this.answers.give(tx, reply, asking(deed.question));
    for (const { bookingId, revision } of byBooking(deed.choices)) await sayComing(tx, { bookingId, revision }, now);
    await this.answers.give(tx, reply, { kind: 'reply_coming', about: deed.choices });
  }

  /** The confirmation is the one that every cancellation has; who has none by text, and wrote one, gets an answer. */
  private async free(tx: Tx, reply: Reply, choices: Choice[]): Promise<void> {
    for (const { bookingId, revision, attendeeIds } of byBooking(choices)) {
      await this.cancel.within(tx, { bookingId, revision }, attendeeIds);
    }
    await rows(tx, 'update replies set booking_id = $2 where id = $1', [reply.id, choices[0]?.bookingId]);
    const silent = await rows(tx, NOT_BY_TEXT, [choices.map(({ bookingId }) => bookingId)]);
    if (silent.length > 0) await this.answers.give(tx, reply, { kind: 'reply_freed' });
  }
}

/** Without an answer that arrives nothing comes of it. */
const mustBeHeard = (deed: Deed) => deed.does === 'ask' || (deed.does === 'say' && deed.what === 'help');

const asking = (question: Question): Answer =>
  question.ask === 'free'
    ? { kind: 'reply_free', about: question.choices, question }
    : { kind: `reply_which_${question.of}`, about: question.options.flat(), question };

/** In one order everywhere, so that two never wait for each other; no attendees: all. */
function byBooking(choices: Choice[]): { bookingId: string; revision: number; attendeeIds: string[] }[] {
  const ids = [...new Set(choices.map(({ bookingId }) => bookingId))].sort();
  return ids.map((bookingId) => {
    const own = choices.filter((choice) => choice.bookingId === bookingId);
    const attendeeIds = own.flatMap(({ attendeeId }) => attendeeId ?? []);
    return {
      bookingId,
      revision: own[0]?.revision ?? 0,
      attendeeIds: own.every(({ attendeeId }) => attendeeId) ? attendeeIds : [],
    };
  });
}
