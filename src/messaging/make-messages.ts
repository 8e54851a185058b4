import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/logging.js';
import type { Admission } from './admission.js';
import { Gate } from './admission.js';
import { Channels } from './channels.js';
import type { MessageRow, Prepared, Ready } from './kinds.js';
import { MessageKinds } from './kinds.js';

/** It goes, with these words. */
export type Go = Extract<Admission, { go: string }> & { ready: Ready };

/** What becomes of a message that is due. `not_made`: that failed; it stands in the log. */
export type Made = Go | Exclude<Admission, { go: string }> | Exclude<Prepared, Ready> | 'not_made';

/** Makes messages that are due and asks the gate for them: all in one go. */
@Injectable()
export class MakeMessages {
  constructor(
    private readonly gate: Gate,
    private readonly kinds: MessageKinds,
    private readonly channels: Channels,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** What becomes of each. Where one cannot be made, each is made on its own: it keeps none of the others. */
  async run(set: MessageRow[]): Promise<Made[]> {
    try {
      return await this.together(set);
    } catch (error) {
      if (set.length > 1) return (await Promise.all(set.map((one) => this.run([one])))).flat();
      this.log.error('message not handled', error, { message: set[0]?.id, kind: set[0]?.kind });
      return ['not_made'];
    }
  }

  private async together(set: MessageRow[]): Promise<Made[]> {
    const prepared = await this.prepare(set);
    const applicants = set.flatMap((message) => {
      const ready = prepared.get(message);
      if (!ready || !('to' in ready)) return [];
      const { name: provider } = 'sms' in ready ? this.channels.sms : this.channels.email;
      return { message, ready, provider };
    });
    const admissions = await this.gate.admit(applicants, this.clock.now());
    const made = new Map<MessageRow, Made>();
    applicants.forEach(({ message, ready }, i) => {
      const admission = admissions[i] ?? 'taken_over';
      made.set(message, typeof admission === 'object' && 'go' in admission ? { ...admission, ready } : admission);
    });
    return set.map((message) => made.get(message) ?? (prepared.get(message) as Exclude<Prepared, Ready>));
  }

  /** Those of each kind together. */
  private async prepare(set: MessageRow[]): Promise<Map<MessageRow, Prepared>> {
    const prepared = new Map<MessageRow, Prepared>();
    for (const name of new Set(set.map(({ kind }) => kind))) {
      const of = set.filter(({ kind }) => kind === name);
      const made = (await this.kinds.find(name)?.prepare(of)) ?? of.map(() => ({ suppress: 'unknown_kind' }));
      of.forEach((message, i) => prepared.set(message, made[i] ?? { suppress: 'unknown_kind' }));
    }
    return prepared;
  }
}
