import { randomUUID } from 'node:crypto';
import { SHELL } from '../../../src/access/caller.js';
import { bringBack, callOff, moveClinic } from '../../../src/bookings/changes/decisions.js';
import type { Decision } from '../../../src/bookings/changes/make-decision.js';
import { MakeDecision } from '../../../src/bookings/changes/make-decision.js';
import { TellPeople } from '../../../src/bookings/changes/tell-people.js';
import { Remind } from '../../../src/bookings/reminders/remind.job.js';
import { AskProvider } from '../../../src/messaging/ask-provider.js';
import { AppError } from '../../../src/platform/errors.js';
import type { Booked } from '../bookings.js';
import { tokenOf } from '../bookings.js';
import { bookingBody } from '../factories.js';
import type { MessagingApp } from '../messaging-app.js';
import { PUBLIC_URL } from '../messaging-app.js';
import { Agenda, chance } from './agenda.js';
import { Judge } from './judge.js';
import { Line } from './line.js';
import type { Person, YearClinic } from './oracle.js';
import { Oracle, remindersOf, startOf } from './oracle.js';
import { DAY, HOUR, MINUTE } from './wall.js';

export type Action = 'move' | 'cancel' | 'stop' | 'start' | 'off' | 'back' | 'moved' | 'again';
export type Trouble = 'worker' | 'down' | 'lossy' | 'cut';

/** The product and everybody around it: people, the team, the provider, and what goes wrong. */
export class World {
  readonly agenda = new Agenda();
  readonly oracle = new Oracle();
  readonly judge: Judge;
  private readonly below: (n: number) => number;
  private readonly line: Line;
  private worker = true;
  /** When reminders come. */
  readonly minutes = new Set<number>();
  /** The job of a minute is wanted: something may have come. */
  private wanted = false;

  constructor(
    private readonly test: MessagingApp,
    seed: number,
  ) {
    this.below = chance(seed);
    this.judge = new Judge(test, this.oracle);
    this.line = new Line(test, this.agenda, this.judge, this.below);
  }

  get now(): number {
    return this.test.clock.at.getTime();
  }

  /** From one moment at which something happens to the next, until nothing more does. */
  async live(until: number): Promise<void> {
    for (;;) {
      // What is due and could not go is tried again a second later.
      const due = this.worker ? Math.max(await this.nextDue(), this.now + 1000) : Infinity;
      const at = Math.min(this.agenda.next, due);
      if (at > until) return;
      this.test.clock.at = new Date(at);
      await this.agenda.run(this.now);
      if (this.worker) await this.work();
    }
  }

  /** The job has something to do at each of these moments; and nothing yet an hour or a minute before. */
  expect(clinic: YearClinic): void {
    for (const start of clinic.starts.values()) {
      for (const { at } of remindersOf(clinic, start)) {
        if (at < this.now || this.minutes.has(at)) continue;
        this.minutes.add(at);
        for (const early of [HOUR, MINUTE, 0]) this.agenda.add(at - early, () => void (this.wanted = true));
      }
    }
  }

  async book(a: number, b: number): Promise<void> {
    const coming = this.coming();
    const clinic = coming[a % Math.min(4, coming.length)];
    const slots = [...(clinic?.starts ?? [])].filter(([, start]) => start > this.now);
    const [slotId] = slots[b % Math.max(1, slots.length)] ?? [];
    if (!clinic || !slotId) return;
    const n = this.oracle.people.length;
    // One in ten has the phone of somebody else in the family.
    const phone = (n > 0 && n % 10 === 0 && this.oracle.people[n - 1]?.phone) || `+1617${String(3_000_000 + n)}`;
    const email = `p${n}@example.org`;
    const [sms, mail] = (
      [
        [true, false],
        [true, false],
        [true, true],
        [false, true],
        [true, false],
        [false, false],
      ] as const
    )[n % 6]!;
    const body = bookingBody(slotId, {
      ...{ phone: sms || !mail ? phone : undefined, email: mail ? email : undefined },
      ...{ smsConsent: sms, emailConsent: mail, language: n % 3 === 0 ? 'es' : 'en' },
    });
    const answer = await this.post('/api/bookings', body, { 'idempotency-key': randomUUID() });
    if (answer.statusCode !== 201) return;
    const made = answer.json<Booked>();
    this.oracle.people.push({
      ...{
        reference: made.reference,
        token: tokenOf(made),
        clinic,
        slotId,
        cancelled: false,
        told: this.now,
        waiting: 0,
      },
      ...{ phone: sms || !mail ? phone : undefined, email: mail ? email : undefined },
      channel: sms ? 'sms' : mail ? 'email' : undefined,
    });
  }

  async act(action: Action, a: number, b: number): Promise<void> {
    if (action === 'off' || action === 'back' || action === 'moved') return this.decide(action, a, b);
    const living = this.oracle.people.filter((one) => !one.cancelled && startOf(one) > this.now);
    const people =
      action === 'start' ? this.oracle.people.filter(({ phone }) => this.oracle.optedOut.has(phone ?? '')) : living;
    const person = people[a % Math.max(1, people.length)];
    if (person) await this.change(person, action, b);
  }

  private async change(person: Person, action: Action, b: number): Promise<void> {
    const { phone, reference } = person;
    if (action === 'stop' || action === 'start') {
      if (!phone) return;
      await this.test.sms.write(this.test.url, phone, action.toUpperCase(), { publicUrl: PUBLIC_URL });
      if (action === 'stop') this.oracle.optedOut.add(phone);
      else this.oracle.optedOut.delete(phone);
    } else if (action === 'again') {
      await this.post('/api/lost-links', {
        reference,
        phone: phone ?? undefined,
        email: phone ? undefined : person.email,
      });
    } else if (action === 'cancel') {
      const answer = await this.post(`/api/bookings/${person.token}/cancel`, {});
      if (answer.statusCode === 200) person.cancelled = true;
    } else {
      const clinics = [person.clinic, ...this.coming()];
      const clinic = clinics[b % Math.min(4, clinics.length)];
      const slots = [...(clinic?.starts.keys() ?? [])];
      const slotId = slots[(b >> 4) % Math.max(1, slots.length)] ?? '';
      if (!clinic || slotId === person.slotId) return;
      const answer = await this.post(`/api/bookings/${person.token}/move`, { slotId });
      if (answer.statusCode === 200) Object.assign(person, { clinic, slotId, told: this.now });
    }
  }

  private async decide(action: Action, a: number, b: number): Promise<void> {
    const all = this.oracle.clinics.filter(
      ({ off, starts }) => off === (action === 'back') && this.now < Math.min(...starts.values()),
    );
    const clinic = all[a % Math.max(1, all.length)];
    if (!clinic) return;
    const shown = new Date(Math.min(...clinic.starts.values()) + (1 + (b % 3)) * DAY).toISOString().slice(0, 10);
    const decision: Decision =
      action === 'off' ? callOff() : action === 'back' ? bringBack() : moveClinic({ day: shown });
    try {
      await this.test.app.get(MakeDecision).run(clinic.id, decision, SHELL, { decide: undefined });
    } catch (error) {
      if (error instanceof AppError) return;
      throw error;
    }
    this.oracle.decided(clinic);
    if (action !== 'moved') clinic.off = action === 'off';
    const slots = await this.test.database.query<{ id: string; at: Date }>(
      'select id, starts_at as at from slots where clinic_id = $1',
      [clinic.id],
    );
    clinic.starts = new Map(slots.map(({ id, at }) => [id, at.getTime()]));
    this.expect(clinic);
  }

  trouble(kind: Trouble, minutes: number): void {
    if (kind === 'cut') return void (this.line.cutNext = true);
    const to = this.now + minutes * MINUTE;
    this.judge.troubles.push({ from: this.now, to });
    if (kind === 'worker') this.worker = false;
    else this.line.provider = kind;
    this.agenda.add(Math.ceil(to / MINUTE) * MINUTE, () => {
      if (kind === 'worker') this.worker = this.wanted = true;
      else this.line.provider = 'well';
    });
  }

  /** What a worker does at this moment. */
  private async work(): Promise<void> {
    for (const clinic of this.oracle.clinics.filter(({ telling }) => telling.length > 0)) {
      await this.test.app.get(TellPeople).run(clinic.id);
      this.oracle.toldAll(clinic, this.now);
      this.wanted = true;
    }
    if (this.wanted) {
      await this.test.app.get(Remind).run();
      this.oracle.ran(this.now);
      this.wanted = false;
    }
    await this.test.app.get(AskProvider).run();
    if ((await this.nextDue()) <= this.now) await this.line.dispatch();
  }

  /** When the outbox has something to do next. */
  private async nextDue(): Promise<number> {
    const [row] = await this.test.database.query<{ at: Date | null }>(
      `select min(case state when 'queued' then greatest(due_at, claimed_until) when 'sending' then claimed_until
         else greatest($1::timestamptz + interval '10 minutes', coalesce(asked_at, sent_at, claimed_until) + interval '1 minute' *
           case channel when 'email' then 60 else (array[2, 10, 60, 360, 720])[asked + 1] end) end) as at
       from messages where state in ('queued', 'sending') or (state = 'unknown' and settled_at is null)`,
      [this.test.clock.at],
    );
    return row?.at?.getTime() ?? Infinity;
  }

  private coming(): YearClinic[] {
    const first = ({ starts }: YearClinic) => Math.min(...starts.values());
    return this.oracle.clinics.filter((one) => !one.off && first(one) > this.now).sort((x, y) => first(x) - first(y));
  }

  private post(url: string, payload: object, headers: Record<string, string> = {}) {
    // Each from an address of its own: the limits are another test's.
    const remoteAddress = `10.${this.below(250)}.${this.below(250)}.${this.below(250)}`;
    return this.test.app.inject({ method: 'POST', url, payload, headers, remoteAddress });
  }
}
