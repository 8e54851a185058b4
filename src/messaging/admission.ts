import { Injectable } from '@nestjs/common';
import { Database, rows } from '../platform/database.js';
import type { Tx } from '../platform/database.js';
import type { SmsLimits } from '../platform/config.js';
import { Config } from '../platform/config.js';
import { Sealer } from '../platform/sealing.js';
import type { AddressFacts } from './address-facts.js';
import { factsOf } from './address-facts.js';
import { addressIndexes } from './address-index.js';
import { isOurCountry } from './destination-rules.js';
import type { MessageRow, Ready, StillSo } from './kinds.js';
import { lockAddresses } from './opt-outs.js';
import { Pace } from './pace.js';
import { segments } from './segments.js';

const HOUR_MS = 3_600_000;

/**
 * Whether a message goes now: the words as they go, with the fixed line if they are the first to this address; never, and
 * why; later; `in_queue`: our numbers are busy; `changed`: what it was made of is no longer so, make it anew; `taken_over`:
 * it is no longer ours to send.
 */
export type Admission =
  { go: string; at: Date } | { suppress: string } | { notBefore: Date } | 'in_queue' | 'changed' | 'taken_over';

/** A message that is made, and the name of the provider that is to have it. */
export interface Applicant {
  message: MessageRow;
  ready: Ready;
  provider: string;
}

/** The words, and what is kept of them. */
interface Written {
  text: string;
  body: string;
  segments?: number;
}

/** The gate to the provider: from the moment that a message passes it, the provider may have it. */
@Injectable()
export class Gate {
  private readonly limits?: SmsLimits;

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    config: Config,
  ) {
    if (config.sms.channel === 'twilio') this.limits = config.sms.limits;
  }

  /**
   * Marks messages as being sent, unless something speaks against one: in one transaction that whoever opts out, and
   * whoever changes what a message is about, either comes before or waits for.
   * @returns what becomes of each
   */
  async admit(applicants: Applicant[], now: Date): Promise<Admission[]> {
    const here = applicants.filter(({ ready }) => !('sms' in ready) || isOurCountry(ready.to));
    const admitted = await this.database.transaction((tx) => this.within(tx, here, now));
    return applicants.map((one) => admitted.get(one) ?? { suppress: 'abroad' });
  }

  private async within(tx: Tx, applicants: Applicant[], now: Date): Promise<Map<Applicant, Admission>> {
    const admissions = new Map<Applicant, Admission>(applicants.map((one) => [one, 'changed']));
    // What they are about first, and then the addresses: so does whoever stops the messages of a booking.
    const standing = await stillStanding(tx, applicants);
    if (standing.length === 0) return admissions;
    const addresses = standing.map(({ message: { channel }, ready }) => ({
      channel,
      indexes: addressIndexes(this.sealer, channel, ready.to),
    }));
    await lockAddresses(
      tx,
      addresses.map(({ indexes }) => indexes),
    );
    const facts = await factsOf(tx, addresses, now);
    const texts = standing.some(({ ready }) => 'sms' in ready);
    const pace = this.limits && texts ? await Pace.open(tx, this.limits, now) : undefined;
    const going: Going[] = [];
    standing.forEach((one, i) => {
      const [of, index] = [facts[i] as AddressFacts, addresses[i]?.indexes[0] ?? ''];
      const written = this.write(one.ready, !of.known);
      const against = this.against(one, of, now) ?? turned(one.message, written, pace);
      admissions.set(one, against ?? { go: written.text, at: now });
      if (against) return;
      going.push({ applicant: one, index, written });
      // Another to the same address in this set is not the first.
      Object.assign(of, { known: true, today: of.today + 1 });
    });
    await pace?.save(tx);
    for (const { applicant } of await notOurs(tx, going)) admissions.set(applicant, 'taken_over');
    return admissions;
  }

  private against({ message, ready }: Applicant, facts: AddressFacts, now: Date): Admission | undefined {
    if (!isToTeam(ready)) {
      if (facts.optedOut && !ready.endsTexts) return { suppress: 'opted_out' };
      if (facts.bad) return { suppress: 'bad_address' };
    }
    if (message.channel === 'sms' && this.limits && facts.today >= this.limits.perNumberPerDay) {
      return thenOrNever(message, 'number_cap', new Date(now.getTime() + HOUR_MS));
    }
    return undefined;
  }

  private write(ready: Ready, first: boolean): Written {
    const seal = (content: object) => this.sealer.seal(JSON.stringify({ to: ready.to, ...content }), 'messages.body');
    if (!('sms' in ready)) return { text: ready.email.text, body: seal(ready.email) };
    const text = first ? `${ready.sms.text}\n${ready.sms.firstLine}` : ready.sms.text;
    return { text, body: seal({ text }), segments: segments(text).count };
  }
}

/**
 * An email that cannot be unsubscribed from: somebody of the team asked for it, or needs it to get in. That the same person
 * stopped the emails of a booking of theirs, or that the mailbox did not exist once, says nothing against it.
 */
const isToTeam = (ready: Ready) => 'email' in ready && !ready.email.unsubscribeUrl;

/** Those of which what they were made of is still so; held until they are marked. */
async function stillStanding(tx: Tx, applicants: Applicant[]): Promise<Applicant[]> {
  const checks = new Set(applicants.flatMap(({ ready }) => ready.still?.all ?? []));
  const fallen = new Set<Applicant>();
  for (const all of checks) {
    const asked = applicants.filter(({ ready }) => ready.still?.all === all);
    const so = await all(
      tx,
      asked.map(({ ready }) => (ready.still as StillSo).of),
    );
    asked.filter((_, i) => !so[i]).forEach((one) => fallen.add(one));
  }
  return applicants.filter((one) => !fallen.has(one));
}

/** Why it is not its turn, if it is not. */
function turned(message: MessageRow, { segments: count }: Written, pace?: Pace): Admission | undefined {
  const turn = count && pace ? pace.take(message.priority, count) : 'now';
  if (turn === 'now') return undefined;
  return turn === 'in_queue' ? turn : thenOrNever(message, 'day_cap', turn.usedUpUntil);
}

/** What can wait goes then, if that still helps: what does not go is tried another way. */
function thenOrNever({ priority, helpsUntil }: MessageRow, why: string, at: Date): Admission {
  const helps = priority > 0 && (!helpsUntil || at < helpsUntil);
  return helps ? { notBefore: at } : { suppress: why };
}

interface Going {
  applicant: Applicant;
  index: string;
  written: Written;
}

/** Marks them as being sent; those that are not ours any more are left, and returned. */
async function notOurs(tx: Tx, going: Going[]): Promise<Going[]> {
  if (going.length === 0) return [];
  const marks = going.map(({ applicant: { message, provider }, index, written: { body, segments: count } }) => ({
    ...{ id: message.id, attempts: message.attempts, provider, ix: index, body, segments: count },
  }));
  const marked = await rows<{ id: string }>(
    tx,
    `update messages m set state = 'sending', provider = s.provider, address_ix = s.ix, body = s.body, segments = s.segments
     from jsonb_to_recordset($1) as s (id uuid, attempts integer, provider text, ix text, body text, segments integer)
     where m.id = s.id and m.state = 'queued' and m.attempts = s.attempts and m.claimed_until is not null returning m.id`,
    [JSON.stringify(marks)],
  );
  const ours = new Set(marked.map(({ id }) => id));
  return going.filter(({ applicant }) => !ours.has(applicant.message.id));
}
