import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { callScope, inScope, scopeParam } from '../../access/caller.js';
import { BookingReader } from '../../bookings/booking-reader.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import { indexable } from '../../bookings/booking-request.js';
import { normalName } from '../../bookings/contact-rules.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { notFound } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';
import { TeamNames } from '../../staff/team-names.js';
import { inCallScope } from '../tasks/call-sql.js';
import { REPLY_OF, replyInScope } from '../tasks/reply-sql.js';
import type { CallerCard, CardMessage, CardReply, Consent, OpenTask } from './caller-card.js';
import { optOutsOf } from '../opt-outs/opt-outs-reader.js';
import { CallerChecks } from './caller-checks.js';
import { twiceBooked } from './duplicate-rules.js';
import { foundPeople, nextFirst } from './found-rules.js';

/** A number of an agency may stand on many bookings. */
const MOST_BOOKINGS = 50;
const MOST_MESSAGES = 40;
const MOST_LIKELY = 5;
const MOST_REPLIES = 6;

interface Indexes {
  phone: string[];
  email: string[];
}

/** Reads who calls: one query for each part of the card, whatever their number of bookings. */
@Injectable()
export class CardReader {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly bookings: BookingReader,
    private readonly checks: CallerChecks,
    private readonly names: TeamNames,
    private readonly clock: Clock,
  ) {}

  /** The card of whoever made this booking. @throws AppError 404 outside of the clinics that one calls for */
  async card(bookingId: string, caller: Caller): Promise<CallerCard> {
    const { booking, others, indexes } = await this.contact(bookingId, caller);
    const ids = [booking, ...others].map(({ id }) => id);
    const [checked, messages, consents, optOuts, replies, tasks, history, likely, source] = await Promise.all([
      this.checks.checked(ids, caller),
      this.messages(ids),
      this.consents(booking.id),
      optOutsOf(this.database, this.sealer, indexes),
      this.replies(indexes, caller),
      this.tasks(ids, indexes, caller),
      this.bookings.history(booking),
      this.likely(booking, ids, caller),
      this.source(booking.id),
    ]);
    const names = await this.names.of([
      ...history.map(({ actor }) => actor ?? null),
      ...consents.map(({ recordedBy }) => recordedBy),
      ...tasks.map(({ takenBy }) => takenBy),
      ...optOuts.map(({ actor }) => actor),
    ]);
    const twice = twiceBooked([booking, ...others], checked, this.clock.now());
    return {
      booking,
      source,
      others,
      checked,
      messages,
      consents,
      optOuts,
      replies,
      tasks,
      history,
      twice,
      likely,
      names,
    };
  }

  /** The booking, and what else stands under its phone or its email. @throws AppError 404 */
  async contact(bookingId: string, { clinics }: Caller) {
    const scope = scopeParam(callScope(clinics));
    const [known] = await this.database.query<{ known: number }>(
      `select 1 as known from bookings b join clinics c on c.id = b.clinic_id where b.id = $1 and ${inScope(2)}`,
      [bookingId, scope],
    );
    const booking = known && (await this.bookings.byId(bookingId));
    if (!booking) throw notFound();
    const { phone, email } = indexable(booking.contact);
    const indexes: Indexes = {
      phone: phone ? this.sealer.blindIndexes(phone, 'phone') : [],
      email: email ? this.sealer.blindIndexes(email, 'email') : [],
    };
    const found = await this.database.query<{ id: string }>(
      `select b.id from bookings b join clinics c on c.id = b.clinic_id
       where b.id <> $1 and (b.phone_ix = any($2) or b.email_ix = any($3)) and b.erased_at is null and ${inScope(4)}
       order by c.day desc limit ${MOST_BOOKINGS}`,
      [bookingId, indexes.phone, indexes.email, scope],
    );
    const others = found.length === 0 ? [] : await this.bookings.byIds(found.map(({ id }) => id));
    return { booking, others: nextFirst(others, this.clock.now()), indexes };
  }

  private messages(ids: string[]) {
    return this.database.query<CardMessage>(
      `select subject_id as "bookingId", kind, channel, state, error_code as "errorCode", due_at as "dueAt",
         sent_at as "sentAt"
       from messages where subject_id = any($1::uuid[]) order by due_at desc, created_at desc limit ${MOST_MESSAGES}`,
      [ids],
    );
  }

  private consents(id: string) {
    return this.database.query<Consent>(
      `select channel, at, recorded_by as "recordedBy" from consents where booking_id = $1 order by channel desc`,
      [id],
    );
  }

  private async replies({ phone }: Indexes, { clinics }: Caller): Promise<CardReply[]> {
    const found = await this.database.query<{ id: string; at: Date; body: string; pictures: number }>(
      `select r.id, r.received_at as at, r.body, r.pictures from replies r ${REPLY_OF}
       where r.phone_ix = any($1) and ${replyInScope(2)} order by r.received_at desc limit ${MOST_REPLIES}`,
      [phone, scopeParam(callScope(clinics))],
    );
    return found.map(({ body, ...reply }) => ({ ...reply, text: this.sealer.open(body, 'replies.body') }));
  }

  private tasks(ids: string[], { phone }: Indexes, { clinics }: Caller) {
    return this.database.query<OpenTask>(
      `select k.id, k.reason, k.taken_by as "takenBy", k.tries from call_tasks k
       where (k.subject_id = any($1::uuid[]) or k.phone_ix = any($2)) and k.closed_at is null and ${inCallScope(3)}
       order by k.created_at`,
      [ids, phone, scopeParam(callScope(clinics))],
    );
  }

  private async source(id: string): Promise<string> {
    const [row] = await this.database.query<{ source: string }>('select source from bookings where id = $1', [id]);
    return row?.source ?? '';
  }

  /** Whoever bears the name of the contact, or of whoever comes, and is to be reached otherwise. */
  private async likely(booking: BookingDetails, ids: string[], { clinics }: Caller) {
    const names = [booking.contact.fullName, ...booking.attendees.map(({ name }) => name)].map(normalName);
    const found = await this.database.query<{ id: string }>(
      `select b.id from bookings b join clinics c on c.id = b.clinic_id
       where b.id in (select booking_id from attendees where name_ix = any($1)) and b.id <> all($2::uuid[])
         and b.erased_at is null and ${inScope(3)} order by b.created_at desc limit ${MOST_LIKELY}`,
      [names.flatMap((name) => this.sealer.blindIndexes(name, 'name')), ids, scopeParam(callScope(clinics))],
    );
    if (found.length === 0) return [];
    const read = await this.bookings.byIds(found.map(({ id }) => id));
    return foundPeople(read, this.clock.now(), (name) => (names.includes(normalName(name)) ? 0 : undefined));
  }
}
