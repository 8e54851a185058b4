import type { MadeClinic } from '../factories.js';
import { HOUR, instantOf, MINUTE, wallOf } from './wall.js';

/** A clinic as its people know it. */
export interface YearClinic {
  id: string;
  zone: string;
  mode: 'in_person' | 'virtual';
  days: number[];
  /** Minutes since midnight. */
  minute: number;
  hours: number | null;
  off: boolean;
  /** The present start of each slot. */
  starts: Map<string, number>;
  /** Who is to be told of each decision, in order. */
  telling: { people: Person[] }[];
}

/** One booking, and all that was done with it. */
export interface Person {
  reference: string;
  token: string;
  phone?: string;
  email?: string;
  channel?: 'sms' | 'email';
  clinic: YearClinic;
  slotId: string;
  cancelled: boolean;
  /** When they were last told of their time. */
  told: number;
  /** How many decisions they are about to be told of. */
  waiting: number;
}

export interface DueReminder {
  step: string;
  at: number;
  until: number;
}

const known = new WeakMap<YearClinic, Map<number, DueReminder[]>>();

/** What should be sent of one start, by the words of the issue alone; reckoned once. */
export function remindersOf(clinic: YearClinic, start: number): DueReminder[] {
  const ofClinic = known.get(clinic) ?? new Map<number, DueReminder[]>();
  known.set(clinic, ofClinic);
  const found = ofClinic.get(start) ?? reckon(clinic, start);
  ofClinic.set(start, found);
  return found;
}

function reckon({ zone, mode, days, minute, hours }: YearClinic, start: number): DueReminder[] {
  const { day } = wallOf(start, zone);
  const list = days.map((n) => ({ step: `d${n}`, at: instantOf({ day: day - n, minute }, zone) }));
  if (mode === 'virtual' && hours !== null) list.push({ step: `h${hours}`, at: before(start, hours, zone) });
  list.sort((a, b) => a.at - b.at);
  const end = mode === 'virtual' ? start : start - HOUR;
  return list.map((one, i) => ({ ...one, until: list[i + 1]?.at ?? end }));
}

function before(start: number, hours: number, zone: string): number {
  const at = start - hours * HOUR;
  const wall = wallOf(at, zone);
  if (wall.minute >= 8 * 60) return at;
  const eight = instantOf({ day: wall.day, minute: 8 * 60 }, zone);
  return start - eight >= 30 * MINUTE ? eight : instantOf({ day: wall.day - 1, minute: 20 * 60 }, zone);
}

/** Whether people may be reminded at this moment. */
export function isCivil(at: number, zone: string): boolean {
  const { minute } = wallOf(at, zone);
  return minute >= 8 * 60 && minute < 21 * 60;
}

export const startOf = ({ clinic, slotId }: Person) => clinic.starts.get(slotId) ?? 0;
export const keyOf = (reference: string, step: string, slotId: string, start: number) =>
  `${reference}:${step}:${slotId}:${start}`;

/** What each run of the job should have written by now, from what was done until then. */
export class Oracle {
  readonly people: Person[] = [];
  readonly clinics: YearClinic[] = [];
  /** When each was first to be written, and until when it helps. */
  readonly expected = new Map<string, { at: number; until: number; person: Person }>();
  readonly optedOut = new Set<string>();

  add(clinic: MadeClinic, more: Omit<YearClinic, 'id' | 'off' | 'starts' | 'telling'>): YearClinic {
    const starts = new Map(clinic.slots.map(({ id, startsAt }) => [id, startsAt.getTime()]));
    const made = { ...more, id: clinic.id, off: false, starts, telling: [] };
    this.clinics.push(made);
    return made;
  }

  /** The job ran at this moment. */
  ran(now: number): void {
    for (const person of this.people) {
      const { clinic, reference, slotId } = person;
      if (person.cancelled || !person.channel || clinic.off || person.waiting > 0) continue;
      const start = startOf(person);
      if (start <= now - 7 * 24 * HOUR) continue;
      for (const { step, at, until } of remindersOf(clinic, start)) {
        if (at > now || person.told >= at - HOUR) continue;
        const key = keyOf(reference, step, slotId, start);
        if (!this.expected.has(key)) this.expected.set(key, { at: now, until, person });
      }
    }
  }

  decided(clinic: YearClinic): void {
    const people = this.people.filter((one) => one.clinic === clinic && !one.cancelled);
    for (const person of people) person.waiting += 1;
    clinic.telling.push({ people });
  }

  /** Everybody was told of what was decided of a clinic. */
  toldAll(clinic: YearClinic, now: number): void {
    for (const { people } of clinic.telling.splice(0)) {
      for (const person of people) {
        person.waiting -= 1;
        if (person.clinic === clinic && !person.cancelled) person.told = now;
      }
    }
  }
}
