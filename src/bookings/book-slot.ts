import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ClinicFactsCache } from '../clinics/clinic-facts-cache.js';
import { DEFAULT_LOCALE, isLocale } from '../i18n/locales.js';
import { DispatchPoke } from '../messaging/dispatch-poke.js';
import type { WhyNoPlace } from '../places/places.js';
import { isNoPlace, noPlace, WHY_NO_PLACE } from '../places/places.js';
import { Holds } from '../places/holds.js';
import { newReference } from '../platform/capabilities.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { conflict, constraintOf, translateConstraint } from '../platform/errors.js';
import { Sealer } from '../platform/sealing.js';
import type { BookingDetails } from './booking-reads.js';
import { BookingOutcomes } from './booking-outcomes.js';
import { BookingReader } from './booking-reader.js';
import type { BookingRequest } from './booking-request.js';
import { indexable } from './booking-request.js';
import type { BookedRow } from './book-statement.js';
import { BOOK_HELD, BOOK_MANY_SLOTS, BOOK_ONE_SLOT, BOOK_WALK_IN } from './book-statement.js';
import { normalName } from './contact-rules.js';
import { CONSENT_WORDING } from './consent-wording.js';
import { EarlierKeys } from './earlier-keys.js';
import { ManageLinks } from './manage-links.js';

/** Whoever stands at the door is let in after booking has closed; `over`: also over capacity. */
export interface Admission {
  over: boolean;
}

/** What staff do differently who book for somebody. */
export interface BookedBy {
  admission?: Admission;
  /** A hold of theirs: what it has counts as taken already. */
  holdId?: string;
  /** Who writes down the consents that they were told. */
  recordedBy?: string;
  /** Which of several people this is who share name and contact; 0: the first. */
  twin?: number;
}

export type BookingSource = 'online' | 'phone' | 'walk_in' | 'waitlist' | 'sms';

/** A reference that is taken is drawn again this often (one in 240 million is), and lapsed holds are given back. */
const TRIES = 3;

/** Keyed hashes of the idempotency key and of the request that came with it. */
interface Submission {
  key: string;
  request: string;
}

interface Submitted {
  booking: BookingDetails;
  /** The same submission had booked already. */
  repeated?: boolean;
}

interface Why extends WhyNoPlace {
  /** The booking that was made with the same idempotency key. */
  firstId: string | null;
  firstRequest: string | null;
}

const WHY_NOT_BOOKED = `
  select w.*, b.id as "firstId", b.request_hash as "firstRequest"
  from (${WHY_NO_PLACE}) w left join bookings b on b.idempotency_hash = $4`;

/** Books places for one contact: one prepared statement on the pool; what goes wrong costs one more query. */
@Injectable()
export class BookSlot {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly links: ManageLinks,
    private readonly clinics: ClinicFactsCache,
    private readonly earlierKeys: EarlierKeys,
    private readonly reader: BookingReader,
    private readonly holds: Holds,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
    private readonly outcomes: BookingOutcomes,
  ) {}

  /**
   * `key` makes the request one submission: the same key with the same request gives the first booking again.
   * @throws AppError 409 slot_full, booking_closed, already_booked, idempotency_key_reused; 422 slot_unknown, one_clinic
   */
  async run(request: BookingRequest, key: string, source: BookingSource, by: BookedBy = {}): Promise<BookingDetails> {
    try {
      const { booking, repeated } = await this.submit(request, key, source, by);
      this.outcomes.succeeded(source, repeated ? 'repeated' : 'booked');
      return booking;
    } catch (error) {
      this.outcomes.refused(source, error);
      throw error;
    }
  }

  private async submit(request: BookingRequest, key: string, source: BookingSource, by: BookedBy): Promise<Submitted> {
    const submission = {
      key: this.sealer.mac('idempotency', key).toString('base64url'),
      request: this.sealer.mac('request', JSON.stringify(request)).toString('base64url'),
    };
    const earlier = this.sealer.rotating && (await this.earlierKeys.find(request, key, by.twin));
    if (earlier) return { booking: earlier, repeated: true };
    for (let attempt = 1; ; attempt++) {
      let refusal: unknown;
      try {
        const booked = await this.book(request, submission, source, by);
        if (booked) return { booking: booked };
      } catch (error) {
        if (constraintOf(error) === 'bookings_reference_key' && attempt < TRIES) continue;
        if (!constraintOf(error) && !isNoPlace(error)) throw error;
        refusal = error;
      }
      const mayRetry = attempt < TRIES;
      const heldBy = by.holdId && by.recordedBy;
      const how = { mayRetry, atTheDoor: Boolean(by.admission), heldBy };
      const first = await this.settle(request, submission, refusal, how);
      if (first) return { booking: first, repeated: true };
    }
  }

  /**
   * What the refusal of the statement means, in one query. Whether this submission has booked already comes first: its
   * own place may have been the last. Undefined when it is worth another try.
   */
  private async settle(
    request: BookingRequest,
    submission: Submission,
    refusal: unknown,
    { mayRetry, atTheDoor, heldBy }: { mayRetry: boolean; atTheDoor: boolean; heldBy?: string },
  ) {
    const slots = request.attendees.map((attendee) => attendee.slotId);
    const [why] = await this.database.prepared<Why>('why_not_booked', WHY_NOT_BOOKED, [
      slots,
      this.clock.now(),
      heldBy,
      submission.key,
    ]);
    if (why?.firstId) {
      if (why.firstRequest !== submission.request) throw conflict('idempotency_key_reused');
      const first = await this.reader.byId(why.firstId);
      if (first) return first;
    }
    if (constraintOf(refusal)) throw translateConstraint(refusal);
    const worthIt = mayRetry && why?.room && (why.onSale || atTheDoor);
    if (!worthIt) throw noPlace(slots, why ?? { known: 0, onSale: false });
    await this.holds.giveBackLapsed(slots);
    return undefined;
  }

  /** The one statement. Undefined when the slot had no place for everybody. */
  private async book(request: BookingRequest, submission: Submission, source: BookingSource, by: BookedBy) {
    const now = this.clock.now();
    const { contact, attendees } = request;
    const id = randomUUID();
    const reference = newReference();
    const link = this.links.create();
    const token = this.links.token(id, link);
    const seal = (text: string | null, place: string) => text && this.sealer.seal(text, place);
    const index = indexable(contact);
    const people = attendees.map((attendee) => ({ ...attendee, id: randomUUID() }));
    const channels = [contact.smsConsent && 'sms', contact.emailConsent && 'email'].filter(Boolean);
    const slots = [...new Set(people.map((person) => person.slotId))];
    const places = slots.map((slot) => people.filter((person) => person.slotId === slot).length);
    const { admission, holdId, recordedBy, twin = 0 } = by;
    const one = slots.length === 1 ? BOOK_ONE_SLOT : BOOK_MANY_SLOTS;
    const statement = admission ? BOOK_WALK_IN : holdId ? BOOK_HELD : one;
    const found = await this.database.prepared<BookedRow>(statement.name, statement.text, [
      ...(slots.length === 1 && !holdId ? [slots[0], places[0]] : [slots, places]),
      now,
      ...[id, reference, source, submission.key, submission.request, this.links.hash(token), link.keyId, link.rev],
      ...[seal(contact.fullName, 'bookings.name'), seal(contact.phone, 'bookings.phone')],
      seal(contact.email, 'bookings.email'),
      index.phone && this.sealer.blindIndex(index.phone, 'phone'),
      index.email && this.sealer.blindIndex(index.email, 'email'),
      contact.language,
      people.map((person) => person.id),
      people.map((person) => person.slotId),
      people.map((person) => seal(person.fullName, 'attendees.name')),
      people.map((person) => this.sealer.blindIndex(normalName(person.fullName), 'name')),
      people.map((person) => person.language),
      people.map((person) => person.needsInterpreter),
      CONSENT_WORDING,
      channels,
      channels.map(() => randomUUID()),
      ...[recordedBy, twin],
      ...(admission ? [admission.over] : holdId ? [holdId] : []),
    ]);
    const [row] = found;
    if (!row) return undefined;
    this.poke.poke();
    const { facts, joiningLink } = await this.clinics.get(row.clinicId);
    const timed = people.map(({ fullName, ...person }) => {
      const slot = found.find((candidate) => candidate.slotId === person.slotId) ?? row;
      return { ...person, name: fullName, status: 'expected' as const, startsAt: slot.startsAt, endsAt: slot.endsAt };
    });
    return {
      id,
      reference,
      status: 'booked',
      revision: 1,
      locale: isLocale(contact.language) ? contact.language : DEFAULT_LOCALE,
      language: contact.language,
      createdAt: now,
      contact: { fullName: contact.fullName, phone: contact.phone, email: contact.email },
      smsConsent: contact.smsConsent,
      emailConsent: contact.emailConsent,
      clinic: facts,
      joiningLink,
      attendees: timed,
      startsAt: new Date(Math.min(...timed.map((person) => person.startsAt.getTime()))),
      endsAt: new Date(Math.max(...timed.map((person) => person.endsAt.getTime()))),
      ...this.links.urls(token),
      link,
    } satisfies BookingDetails;
  }
}
