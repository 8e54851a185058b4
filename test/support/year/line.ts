import type { MessagingApp } from '../messaging-app.js';
import type { TakenSms } from '../sms-standin.js';
import type { Agenda } from './agenda.js';
import type { Judge } from './judge.js';
import { MINUTE } from './wall.js';

/** What lies between the outbox and people's phones: the database, the line, the provider and what it reports. */
export class Line {
  provider: 'well' | 'down' | 'lossy' = 'well';
  /** The database goes away in the middle of the next round that sends a text. */
  cutNext = false;
  private looked = 0;

  constructor(
    private readonly test: MessagingApp,
    private readonly agenda: Agenda,
    private readonly judge: Judge,
    private readonly below: (n: number) => number,
  ) {
    test.sms.trouble = () => {
      if (this.provider === 'down') return { status: 503 };
      if (this.provider === 'well') return undefined;
      return ([{ line: 'reset_after' }, { line: 'reset_before' }, undefined, undefined] as const)[this.below(4)];
    };
  }

  private get now(): number {
    return this.test.clock.at.getTime();
  }

  /** Rounds until nothing is due; whatever the provider took is looked at right then. */
  async dispatch(): Promise<void> {
    if (!this.cutNext) await this.test.dispatch();
    else {
      const before = this.test.sms.sent.length;
      this.test.sms.beforeAnswer = () => Promise.resolve(this.test.proxy.cut());
      await this.test.dispatch().catch(() => undefined);
      this.test.sms.beforeAnswer = () => Promise.resolve();
      this.test.proxy.restore();
      const cut = this.test.sms.sent.length > before;
      await this.look(cut);
      this.cutNext = !cut;
      if (cut) this.judge.troubles.push({ from: this.now, to: this.now });
      return;
    }
    await this.look(this.provider === 'lossy');
  }

  private async look(doubtful: boolean): Promise<void> {
    const fresh = this.test.sms.sent.slice(this.looked);
    this.looked += fresh.length;
    await this.judge.look(fresh, this.now, doubtful);
    for (const text of fresh) this.report(text);
  }

  /** What the provider says of it later: late, doubled, out of order, or nothing at all. */
  private report(text: TakenSms): void {
    const ways = [
      ['sent', 'delivered'],
      ['delivered', 'sent'],
      ['delivered', 'delivered'],
      ['sent', 'undelivered'],
      ['failed'],
      [],
    ];
    const [common] = ways;
    const way = (this.below(3) > 0 ? common : ways[this.below(ways.length)]) ?? [];
    way.forEach((status, i) => {
      const errorCode = status === 'undelivered' ? '30003' : status === 'failed' ? '30005' : undefined;
      const at = this.now + (1 + i) * this.below(40) * MINUTE + 10_000;
      this.agenda.add(at, async () => {
        if (errorCode) this.judge.lost.add(text.statusCallback.slice(-36));
        await this.test.sms.report(this.test.url, text, status, { errorCode });
      });
    });
  }
}
