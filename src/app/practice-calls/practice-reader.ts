import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { callScope, inScope, scopeParam } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { normalEmail } from '../../platform/email-address.js';
import { Sealer } from '../../platform/sealing.js';
import type { PracticeCaller } from './practice-callers.js';
import { PRACTICE_CALLERS } from './practice-callers.js';
import type { Facts } from './practice-rules.js';
import { isDone } from './practice-rules.js';

/** The booking of an exercise as it stands. */
export interface PracticeBooking {
  reference: string;
  status: string;
  startsAt: Date;
  clinicTitle: string;
  timeZone: string;
}

export interface PracticeCard {
  who: PracticeCaller;
  booking?: PracticeBooking;
  done: boolean;
}

type Row = PracticeBooking & Facts & { phoneIx: string | null; emailIx: string | null };

type CallRow = Pick<Facts, 'voicemailNoted' | 'callReached'> & { phoneIx: string };

const did = (kind: string) => `exists (
  select from booking_events e where e.booking_id = b.id and e.kind = '${kind}' and e.actor = $3)`;
/** To be closed; `actor` is the parameter that holds who it was. */
const audited = (subject: string, action: string, actor: number) => `exists (
  select from audit_events u where u.subject_id = ${subject}::text and u.action = '${action}' and u.actor = $${actor}`;

const BOOKINGS = `
  select b.phone_ix as "phoneIx", b.email_ix as "emailIx", b.reference, b.status, b.source, b.language,
    c.title as "clinicTitle", c.time_zone as "timeZone", t.starts_at as "startsAt", t.needs as "needsInterpreter",
    exists (select from consents where booking_id = b.id) as consented,
    exists (select from caller_checks k
      where k.booking_id = b.id and k.actor = $3 and not 'booked_now' = any(k.facts)) as checked,
    exists (select from booking_events e join slots f on f.id = e.from_slot_id join slots s on s.id = e.to_slot_id
      where e.booking_id = b.id and e.kind = 'moved' and e.actor = $3 and s.starts_at > f.starts_at) as "movedLater",
    ${did('cancelled')} as cancelled, ${did('contact_changed')} as "contactChanged",
    ${audited('b.id', 'booked_for_caller', 3)}) as "bookedForCaller"
  from bookings b join clinics c on c.id = b.clinic_id cross join lateral (
    select min(s.starts_at) as starts_at, bool_and(a.needs_interpreter) as needs
    from attendees a join slots s on s.id = a.slot_id where a.booking_id = b.id) t
  where (b.phone_ix = any($1) or b.email_ix = any($2)) and t.starts_at > $4 and ${inScope(5)}
  order by b.created_at desc, b.id`;

const CALLS = `
  select k.phone_ix as "phoneIx",
    k.reason = 'voicemail' and ${audited('k.id', 'call_noted', 2)}) as "voicemailNoted",
    k.reason = 'call_me' and k.state = 'reached' and ${audited('k.id', 'call_recorded', 2)}
      and u.reason = 'reached') as "callReached"
  from call_tasks k where k.phone_ix = any($1)`;

const NOTHING: Facts = {
  ...{ status: null, source: null, language: null, needsInterpreter: false, consented: false, newNumber: false },
  ...{ checked: false, movedLater: false, cancelled: false, contactChanged: false, bookedForCaller: false },
  ...{ voicemailNoted: false, callReached: false },
};

/** Reads how far somebody has come, from what they did: nobody ticks anything. */
@Injectable()
export class PracticeReader {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Undefined before it was begun, or when its day is over. */
  async cards({ actor, clinics }: Caller): Promise<PracticeCard[] | undefined> {
    const { phones, emails } = this.keys();
    const scope = scopeParam(callScope(clinics));
    const bookings = await this.database.query<Row>(BOOKINGS, [phones, emails, actor, this.clock.now(), scope]);
    const calls = await this.database.query<CallRow>(CALLS, [phones, actor]);
    const cards = PRACTICE_CALLERS.map((who) => this.card(who, bookings, calls));
    return cards.some(({ who, booking }) => who.email && booking) ? cards : undefined;
  }

  /** What practice bookings and calls are found by: the fixed numbers, and the emails of the bookings made beforehand. */
  keys(callers: readonly PracticeCaller[] = PRACTICE_CALLERS): { phones: string[]; emails: string[] } {
    const numbers = callers.flatMap(({ phone, newPhone }) => [phone, ...(newPhone ? [newPhone] : [])]);
    return {
      phones: numbers.flatMap((number) => this.sealer.blindIndexes(number, 'phone')),
      emails: callers.flatMap(({ email }) => (email ? this.sealer.blindIndexes(normalEmail(email), 'email') : [])),
    };
  }

  /** By the newest booking of theirs. */
  private card(who: PracticeCaller, bookings: Row[], calls: CallRow[]): PracticeCard {
    const { phones, emails } = this.keys([who]);
    const isNew = who.newPhone ? this.sealer.blindIndexes(who.newPhone, 'phone') : [];
    const booking = bookings.find(
      ({ phoneIx, emailIx }) => (phoneIx && phones.includes(phoneIx)) || (emailIx && emails.includes(emailIx)),
    );
    const theirs = calls.filter(({ phoneIx }) => phones.includes(phoneIx));
    const facts = {
      ...NOTHING,
      ...booking,
      newNumber: isNew.includes(booking?.phoneIx ?? ''),
      voicemailNoted: theirs.some(({ voicemailNoted }) => voicemailNoted),
      callReached: theirs.some(({ callReached }) => callReached),
    };
    return { who, booking, done: isDone(who.exercise, facts) };
  }
}
