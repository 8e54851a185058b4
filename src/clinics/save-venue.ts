import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
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

  async run(input: VenueDto): Promise<Venue> {
    const venue = Object.assign(new Venue(), { ...input, id: randomUUID(), updatedAt: this.clock.now() });
    return this.database.transaction(async (tx) => {
      await tx.insert(Venue, venue);
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

  async run(id: string, input: VenueChangesDto): Promise<Venue> {
    return this.database.transaction(async (tx) => {
      const { affected } = await tx.update(Venue, { id }, { ...input, updatedAt: this.clock.now() });
      if (!affected) throw notFound();
      return tx.findOneByOrFail(Venue, { id });
    });
  }
}
