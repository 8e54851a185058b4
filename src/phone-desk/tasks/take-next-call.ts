import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { TEAM_ZONE } from '../../i18n/dates.js';
import { Clock } from '../../platform/clock.js';
import { turnOf } from './call-rules.js';
import type { CallFilter } from './calls-reader.js';
import { CallsReader } from './calls-reader.js';
import { TakeCall } from './take-call.js';

/** Takes the first call that nobody has; the one that I am at comes before it. */
@Injectable()
export class TakeNextCall {
  constructor(
    private readonly calls: CallsReader,
    private readonly take: TakeCall,
    private readonly clock: Clock,
  ) {}

  /** Its id; undefined when nobody is to be called now. */
  async run(caller: Caller, filter: CallFilter = {}): Promise<string | undefined> {
    const now = this.clock.now();
    const waiting = await this.calls.all(caller, filter);
    const mine = waiting.find(({ takenBy }) => takenBy === caller.actor);
    const free = waiting.filter((call) => call.takenBy === null && turnOf(call, now, TEAM_ZONE) !== 'later');
    for (const { id } of mine ? [mine] : free) if (await this.take.run(id, caller)) return id;
    return undefined;
  }
}
