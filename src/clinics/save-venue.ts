import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Planner } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import type { VenueChangesDto, VenueDto } from './clinic.dto.js';
import { Venue } from './venue.entity.js';

/** Adds a venue. */
@Injectable()
export class AddVenue {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async run(input: VenueDto, planner: Planner): Promise<Venue> {
    const now = this.clock.now();
    const venue = Object.assign(new Venue(), { ...input, id: randomUUID(), updatedAt: now });
    return this.database.transaction(async (tx) => {
      await tx.insert(Venue, venue);
      await recordAudit(tx, { ...planner, action: 'venue_made', subjectType: 'venue', subjectId: venue.id }, now);
      return tx.findOneByOrFail(Venue, { id: venue.id });
    });
  }
}

/** Changes what is given of a venue; null empties an optional field. */
@Injectable()
export class EditVenue {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 */
  async run(id: string, input: VenueChangesDto, planner: Planner): Promise<Venue> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const { affected } = await tx.update(Venue, { id }, { ...input, updatedAt: now });
      if (!affected) throw notFound();
      await recordAudit(tx, { ...planner, action: 'venue_changed', subjectType: 'venue', subjectId: id }, now);
      return tx.findOneByOrFail(Venue, { id });
    });
  }
}
