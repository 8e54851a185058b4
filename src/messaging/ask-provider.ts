import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database, rows } from '../platform/database.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Log } from '../platform/logging.js';
import { Sealer } from '../platform/sealing.js';
import type { ProviderSays } from './channels.js';
import { Channels } from './channels.js';
import { MessageKinds } from './kinds.js';
import { learnOfAddress } from './learn-of-address.js';
import { stateOfReport } from './message-states.js';
import { giveUpAsking, moveMessage } from './move-message.js';

/** So long one run asks; the next one goes on. A provider that does not answer leaves other jobs their turn. */
const AT_MOST_MS = 20_000;
/** Minutes until it is asked for the first time, the second and so on; then no more. */
const WAITS = { unknown: [2, 10, 60, 360, 720], sent: [60, 360, 1440] };
/** An email that nobody can tell of is looked at once: no mail server can be asked. */
const EMAIL_WAIT = 60;

interface Unsettled {
  id: string;
  kind: string;
  channel: 'sms' | 'email';
  state: 'unknown' | 'sent';
  sid: string | null;
  body: string | null;
  /** It was not handed over before. */
  since: Date;
  helpsUntil: Date | null;
  asked: number;
}

/**
 * The next one; by itself, because it counts as asked from here. `$1` now, `$2` the name of the provider that can be asked. Of
 * what is `unknown` there is no last time but by giving up: who asked may have died before.
 */
const TAKE = `
  update messages set asked_at = $1, asked = asked + 1
  where id in (
    select id from messages
    where settled_at is null and (state = 'unknown' or (state = 'sent' and channel = 'sms' and provider = $2))
      and (state = 'unknown' or asked < ${WAITS.sent.length})
      and coalesce(asked_at, sent_at, claimed_until) <= $1::timestamptz - interval '1 minute' *
        case when channel = 'email' then ${EMAIL_WAIT}
          when state = 'unknown' then (array[${WAITS.unknown.join()}])[least(asked + 1, ${WAITS.unknown.length})]
          else (array[${WAITS.sent.join()}])[asked + 1] end
    order by due_at limit 1 for update skip locked)
  returning id, kind, channel, state, provider_sid as sid, body,
    helps_until as "helpsUntil", claimed_until - interval '5 minutes' as since, asked`;

/**
 * Asks the provider about messages of which nobody knows whether they went, and about those whose report does not come. What
 * it does not know was never taken: it goes into the queue again, if it is still worth it then.
 */
@Injectable()
export class AskProvider implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly channels: Channels,
    private readonly kinds: MessageKinds,
    private readonly sealer: Sealer,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'ask-provider',
      cron: '* * * * *',
      makeUp: false,
      run: (_, signal) => this.run(signal),
    });
  }

  /** Those whose time to be asked about has come, for a while; one after the other, so that the provider is not flooded. */
  async run(signal = new AbortController().signal): Promise<void> {
    const end = this.clock.now().getTime() + AT_MOST_MS;
    for (let now = this.clock.now(); now.getTime() < end; now = this.clock.now()) {
      signal.throwIfAborted();
      const [message] = await this.database.query<Unsettled>(TAKE, [now, this.channels.sms.name]);
      if (!message) return;
      await this.settle(message).catch((error: unknown) =>
        this.log.error('message not asked about', error, { message: message.id }),
      );
    }
  }

  private async settle(message: Unsettled): Promise<void> {
    const said = await this.ask(message);
    if (typeof said === 'object') return this.take(message, said);
    if (message.state === 'sent') return;
    const again = said === 'not_there' && !this.kinds.find(message.kind)?.onlyOnce;
    if (again) return this.sendAgain(message.id);
    // A clear answer will never come, or has not come in all this time.
    if (said === 'nobody_knows' || said === 'not_there' || this.isLastTime(message)) {
      await this.database.query(...giveUpAsking(this.kinds, message.id, this.clock.now()));
    }
  }

  /** By the next time it would help nobody any more, if there is one. */
  private isLastTime({ asked, helpsUntil }: Unsettled): boolean {
    const wait = WAITS.unknown[asked];
    return wait === undefined || (helpsUntil !== null && +helpsUntil <= this.clock.now().getTime() + wait * 60_000);
  }

  private async ask({ channel, body, sid, since }: Unsettled): Promise<ProviderSays | 'nobody_knows'> {
    if (channel === 'email' || !this.channels.sms.ask || !body) return 'nobody_knows';
    const { to, text } = JSON.parse(this.sealer.open(body, 'messages.body')) as { to: string; text: string };
    if (sid) return this.channels.sms.ask({ sid });
    return this.channels.sms.ask({ to, text, since, isOurs: (other) => this.isKnown(other) });
  }

  /** Whether an id of the provider belongs to another message. */
  private async isKnown(sid: string): Promise<boolean> {
    return (await this.database.query('select 1 from messages where provider_sid = $1', [sid])).length > 0;
  }

  private async take(
    { id, channel, body }: Unsettled,
    { sid, status, code }: Exclude<ProviderSays, string>,
  ): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      if (body && code) {
        const { to } = JSON.parse(this.sealer.open(body, 'messages.body')) as { to: string };
        await learnOfAddress(tx, this.sealer, channel, { to, code, at: now });
      }
      // On its way: the provider has it, and will report.
      await rows(tx, ...moveMessage(this.kinds, { id, state: stateOfReport(status) ?? 'sent', code, sid }, now));
    });
  }

  private async sendAgain(id: string): Promise<void> {
    this.log.info('message not known to the provider: sent again', { message: id });
    await this.database.query(
      `update messages set state = 'queued', due_at = $2, claimed_until = null, asked_at = null, asked = 0
       where id = $1 and state = 'unknown'`,
      [id, this.clock.now()],
    );
  }
}
