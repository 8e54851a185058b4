import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import { Venue } from './venue.entity.js';

/** A venue in the list, with how many clinics to come take place there. */
export interface VenueLine {
  id: string;
  name: string;
  address: string;
  city: string;
  room: string | null;
  coming: number;
}

/** Reads of venues, by name. */
@Injectable()
export class Venues {
  constructor(private readonly database: Database) {}

  /** All of them, by name. */
  async all(now: Date): Promise<VenueLine[]> {
    return this.database.query<VenueLine>(
      `select v.id, v.name, v.address, v.city, v.room, count(c.id)::integer as coming
       from venues v left join clinics c on c.venue_id = v.id and c.status in ('draft', 'published')
         and c.day >= ($1 at time zone c.time_zone)::date
       group by v.id order by v.name, v.id`,
      [now],
    );
  }

  /** One of them, and how many published clinics to come there have people who booked. @throws AppError 404 */
  async one(id: string, now: Date): Promise<{ venue: Venue; booked: number }> {
    const venue = await this.database.dataSource.getRepository(Venue).findOneBy({ id });
    if (!venue) throw notFound();
    const [row] = await this.database.query<{ n: number }>(
      `select count(*)::integer as n from clinics c where c.venue_id = $1 and c.status = 'published'
         and c.day >= ($2 at time zone c.time_zone)::date
         and exists (select from slots s where s.clinic_id = c.id and s.taken > 0)`,
      [id, now],
    );
    return { venue, booked: row?.n ?? 0 };
  }

  /** What one chooses from. */
  async names(): Promise<{ id: string; name: string }[]> {
    return this.database.query('select id, name from venues order by name, id');
  }
}
