import type { MessagingApp } from '../messaging-app.js';
import type { TakenSms } from '../sms-standin.js';
import type { Oracle, Person } from './oracle.js';
import { isCivil, keyOf, remindersOf, startOf } from './oracle.js';
import { clockWords, MINUTE, wallOf } from './wall.js';

interface Row {
  id: string;
  kind: string;
  /** None: it answers what somebody wrote. */
  reference: string | null;
  key: string;
  channel: 'sms' | 'email';
  state: string;
  code: string | null;
  settledAt: Date | null;
}

const ROWS = `
  select m.id, m.kind, b.reference, m.dedupe_key as key, m.channel, m.state, m.error_code as code, m.settled_at as "settledAt"
  from messages m left join bookings b on b.id = m.subject_id`;

/** Looks at what the provider took, right when it took it, and at everything once it is over. */
export class Judge {
  readonly wrong: string[] = [];
  /** How many texts there were, by kind. */
  readonly seen: Record<string, number> = {};
  /** When trouble was: of the worker, the provider or the database. */
  readonly troubles: { from: number; to: number }[] = [];
  /** Messages that were handed over while the line, or the database, could die. */
  readonly doubtful = new Set<string>();
  /** Messages of which the provider said that they did not arrive. */
  readonly lost = new Set<string>();
  private readonly taken = new Map<string, number>();
  private readonly reminded = new Map<string, { id: string; at: number }>();

  constructor(
    private readonly test: MessagingApp,
    private readonly oracle: Oracle,
  ) {}

  /** What the provider has just taken; `doubtful`: its answer may not have come through. */
  async look(texts: TakenSms[], now: number, doubtful: boolean): Promise<void> {
    if (texts.length === 0) return;
    const ids = texts.map(({ statusCallback }) => statusCallback.slice(-36));
    const rows = await this.test.database.query<Row>(`${ROWS} where m.id = any($1::uuid[])`, [ids]);
    texts.forEach((text, i) => {
      const row = rows.find(({ id }) => id === ids[i]);
      if (row) this.judge(text, row, now);
      else this.wrong.push(`nothing known of ${text.body}`);
      if (this.taken.has(ids[i] ?? '') && !this.doubtful.has(ids[i] ?? '')) this.say('twice', now, text);
      this.taken.set(ids[i] ?? '', now);
      if (doubtful) this.doubtful.add(ids[i] ?? '');
    });
  }

  private judge(text: TakenSms, row: Row, now: number): void {
    this.seen[row.kind] = (this.seen[row.kind] ?? 0) + 1;
    if (this.oracle.optedOut.has(text.to)) this.say('after an opt-out', now, text);
    if (row.kind === 'reply_started') return;
    const person = this.oracle.people.find(({ reference }) => reference === row.reference);
    if (!person) return void this.say('to nobody', now, text);
    if (text.to !== person.phone) this.say('to another', now, text);
    if (row.kind.startsWith('reminder')) this.reminder(text, row, person, now);
    else if (row.kind !== 'lost_link') this.told(text, row.kind, person, now);
  }

  private told(text: TakenSms, kind: string, person: Person, now: number): void {
    const { cancelled, clinic } = person;
    if ((kind === 'booking_cancelled') !== cancelled) this.say(`${kind}, cancelled: ${cancelled}`, now, text);
    if (!cancelled && (kind === 'clinic_called_off') !== clinic.off) this.say(`${kind}, off: ${clinic.off}`, now, text);
    if (!text.body.includes(clockWords(startOf(person), clinic.zone))) this.say('wrong hour', now, text);
  }

  private reminder(text: TakenSms, { id, key }: Row, person: Person, now: number): void {
    const { clinic, slotId } = person;
    const [, step = '', , keptSlot, ms] = key.split(':');
    const start = startOf(person);
    if (person.cancelled) this.say('after a cancellation', now, text);
    if (clinic.off) this.say('of a clinic that is off', now, text);
    if (keptSlot !== slotId || Number(ms) !== start) this.say('of another time', now, text);
    if (!isCivil(now, clinic.zone)) this.say('at night', now, text);
    const due = remindersOf(clinic, start).find((one) => one.step === step);
    if (!due || now < due.at) this.say('too early', now, text);
    if (due && now >= due.until) this.say('too late', now, text);
    if (!text.body.includes(clockWords(start, clinic.zone))) this.say('wrong hour', now, text);
    const days = wallOf(start, clinic.zone).day - wallOf(now, clinic.zone).day;
    const said = [/\b(today|hoy)\b/, /\b(tomorrow|mañana)\b/].map((word) => word.test(text.body));
    if (said[0] !== (days === 0) || said[1] !== (days === 1)) this.say(`${days} days before`, now, text);
    const name = keyOf(person.reference, step, slotId, start);
    const other = this.reminded.get(name);
    if (other && other.id !== id && !this.doubtful.has(other.id) && !this.lost.has(other.id))
      this.say('once more', now, text);
    this.reminded.set(name, { id, at: now });
  }

  /** Everybody who should have been reminded was, or it stands somewhere why not; and nobody else. */
  async end(): Promise<void> {
    const rows = await this.test.database.query<Row>(`${ROWS} where m.kind like 'reminder%'`);
    const kept = new Map<string, Row[]>();
    for (const row of rows) {
      const [, step = '', , slot = '', ms] = row.key.split(':');
      const key = keyOf(row.reference ?? '', step, slot, Number(ms));
      kept.set(key, [...(kept.get(key) ?? []), row]);
    }
    for (const key of kept.keys()) if (!this.oracle.expected.has(key)) this.wrong.push(`not wanted: ${key}`);
    for (const [key, { at, until, person }] of this.oracle.expected) {
      const own = kept.get(key) ?? [];
      const states = own.map(({ channel, state, code }) => [channel, state, code].join(' ')).join(', ');
      const name = `${key}, due ${new Date(at).toISOString()}: ${states}`;
      if (own.length === 0) this.wrong.push(`missing: ${name}`);
      const open = ['queued', 'sending'];
      if (own.some(({ state }) => open.includes(state))) this.wrong.push(`left over: ${name}`);
      const went = this.reminded.get(key);
      const gone = own.some(({ channel, state }) => channel === 'email' && state === 'sent');
      const late = at >= until || !isCivil(at, person.clinic.zone);
      if (
        went ||
        gone ||
        late ||
        this.trouble(at) ||
        own.some(({ code }) => code === 'opted_out' || code === 'bad_address')
      )
        continue;
      this.wrong.push(`not sent though all was well: ${name}`);
    }
  }

  private trouble(at: number): boolean {
    return this.troubles.some(({ from, to }) => from - 5 * MINUTE <= at && at <= to + 5 * MINUTE);
  }

  private say(what: string, now: number, { to, body }: TakenSms): void {
    this.wrong.push(`${what}: ${new Date(now).toISOString()} ${to} ${body}`);
  }
}
