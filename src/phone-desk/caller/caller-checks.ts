import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import { callScope, inScope, scopeParam } from '../../access/caller.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { conflict, invalid, notFound } from '../../platform/errors.js';
import type { Fact } from './identity-rules.js';
import { BOOKED_NOW, CHECK_MS, factsOf, isEnough } from './identity-rules.js';

/**
 * Whether whoever is on the line was asked who they are. A check is of one booking, by one person of the team, for half an
 * hour: who knows one booking under a number need not be who made the others. Calling back the number proves the number.
 */
@Injectable()
export class CallerChecks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes down what the caller said right. `others` are further bookings under the same contact.
   * @throws AppError 422 `identity_facts` when it is not enough
   */
  async record(booking: BookingDetails, others: BookingDetails[], facts: Fact[], caller: Caller): Promise<void> {
    const said = factsOf(booking).filter((fact) => facts.includes(fact));
    if (!isEnough(said)) throw invalid({ field: 'facts', code: 'identity_facts' });
    const now = this.clock.now();
    const { phone } = booking.contact;
    const proven = others.filter(({ contact }) => said.includes('called_back') && phone && contact.phone === phone);
    await this.database.transaction(async (tx) => {
      for (const { id, clinic } of [booking, ...proven]) {
        await insertCheck(tx, { bookingId: id, actor: caller.actor, facts: said }, now);
        const event = { action: 'caller_checked', clinicId: clinic.id, subjectType: 'booking', subjectId: id };
        await recordAudit(tx, { ...caller, ...event, reason: said.join(', ') }, now);
      }
    });
  }

  /** Whoever booked it just now for a caller need not ask who they are. */
  async bookedNow(tx: Tx, bookingId: string, actor: string): Promise<void> {
    await insertCheck(tx, { bookingId, actor, facts: [BOOKED_NOW] }, this.clock.now());
  }

  /** Of these bookings those that are open to whoever of the team asks. */
  async checked(bookingIds: string[], caller: Caller): Promise<Set<string>> {
    const found = await this.database.query<{ id: string }>(
      `select distinct booking_id as id from caller_checks
       where booking_id = any($1::uuid[]) and actor = $2 and at > $3`,
      [bookingIds, caller.actor, this.since()],
    );
    return new Set(found.map(({ id }) => id));
  }

  /** Before anything is changed for a caller. @throws AppError 404; 409 `identity_unchecked` */
  async demand(bookingId: string, caller: Caller): Promise<void> {
    const [found] = await this.database.query<{ checked: boolean }>(
      `select exists (select from caller_checks k where k.booking_id = b.id and k.actor = $3 and k.at > $4) as checked
       from bookings b join clinics c on c.id = b.clinic_id
       where b.id = $1 and b.erased_at is null and ${inScope(2)}`,
      [bookingId, scopeParam(callScope(caller.clinics)), caller.actor, this.since()],
    );
    if (!found) throw notFound();
    if (!found.checked) throw conflict('identity_unchecked');
  }

  private since = () => new Date(this.clock.now().getTime() - CHECK_MS);
}

interface Check {
  bookingId: string;
  actor: string;
  facts: string[];
}

async function insertCheck(tx: Tx, { bookingId, actor, facts }: Check, at: Date): Promise<void> {
  const text = 'insert into caller_checks (booking_id, actor, facts, at) values ($1, $2, $3, $4)';
  await rows(tx, text, [bookingId, actor, facts, at]);
}
