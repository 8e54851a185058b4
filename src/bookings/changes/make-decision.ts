import { Injectable } from '@nestjs/common';
import type { Planner } from '../../access/caller.js';
import type { ClinicFactsRow } from '../../clinics/clinic-facts.js';
import { CLINIC_FACTS, clinicFacts } from '../../clinics/clinic-facts.js';
import type { ClinicFacts } from '../../clinics/clinic-reads.js';
import type { Clinic } from '../../clinics/clinic.entity.js';
import { lockClinic } from '../../clinics/clinics.repository.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { conflict, notFound } from '../../platform/errors.js';
import type { ChangeKind } from './change-kinds.js';
import type { HeldSlot } from './changes.repository.js';
import { holdSlots, recordChange } from './changes.repository.js';
import { TellPeople } from './tell-people.js';

/** A clinic while a decision about it is made: nobody books, plans or decides meanwhile. */
export interface Held {
  clinic: Clinic;
  /** By start. */
  slots: HeldSlot[];
  now: Date;
}

/** What is to be decided: it says what would be so afterwards, and how to make it so. */
export interface Draft {
  kind: ChangeKind;
  /** What is another then, in words that name nobody. */
  summary: string;
  reason?: string;
  /** Whose people are told, and when theirs begins afterwards. */
  slots: { id: string; startsAt: Date }[];
  /** What people are told of the clinic, where that differs from now. */
  facts?: Partial<ClinicFacts>;
  /** The slots that it closes. */
  closes?: string[];
  /** How the people of a slot would be spread over others. */
  spread?: { startsAt: Date; people: number }[];
  apply: () => Promise<void>;
}

export interface Decision {
  /** What must be locked before the slots are. */
  before?: (tx: Tx, clinicId: string) => Promise<void>;
  /** @throws AppError why it cannot be decided */
  draft: (tx: Tx, held: Held) => Promise<Draft> | Draft;
}

/** What a decision would do, or has done. */
export interface Proposal extends Omit<Draft, 'apply' | 'facts'> {
  /** The clinic as people are told of it. */
  clinic: ClinicFacts;
  /** Which state of the clinic it was made from: who decides says that they have seen this one. */
  seen: string;
}

/** `decide` is what they have seen of the proposal; without it nothing is decided. */
export type Mode = { preview: true } | { decide: string | undefined };

/**
 * Makes a decision about a clinic, or only says what it would do: in one transaction it is checked, written down with
 * everybody whom it concerns, and done; the job that tells them is asked for. Either all of that is so, or nothing.
 */
@Injectable()
export class MakeDecision {
  constructor(
    private readonly database: Database,
    private readonly tellPeople: TellPeople,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `changed_meanwhile` when the clinic is not what was seen; whatever the decision refuses */
  async run(clinicId: string, decision: Decision, planner: Planner, mode: Mode) {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const clinic = await lockClinic(tx, clinicId, planner.clinics);
      const seen = clinic.updatedAt.toISOString();
      if ('decide' in mode && mode.decide !== undefined && mode.decide !== seen) throw conflict('changed_meanwhile');
      await decision.before?.(tx, clinicId);
      const slots = await holdSlots(tx, clinicId);
      const { apply, facts, ...draft } = await decision.draft(tx, { clinic, slots, now });
      const proposal = { ...draft, clinic: { ...(await factsOf(tx, clinicId)), ...facts }, seen } satisfies Proposal;
      if ('preview' in mode) return { proposal };
      const { kind, summary, reason, closes } = draft;
      const slotIds = draft.slots.map(({ id }) => id);
      const change = { clinicId, kind, summary, reason, slotIds, closedSlots: closes };
      const { id: changeId, bookings } = await recordChange(tx, change, planner, now);
      await apply();
      await rows(tx, 'update clinics set updated_at = $2 where id = $1', [clinicId, now]);
      if (bookings > 0) await this.tellPeople.ask(tx, clinicId);
      return { proposal, changeId, bookings };
    });
  }
}

async function factsOf(tx: Tx, clinicId: string): Promise<ClinicFacts> {
  const [row] = await rows<ClinicFactsRow>(
    tx,
    `select ${CLINIC_FACTS} from clinics c left join venues v on v.id = c.venue_id where c.id = $1`,
    [clinicId],
  );
  if (!row) throw notFound();
  return clinicFacts(row);
}
