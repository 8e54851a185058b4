import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.js';

/** Reads of venues, by name. */
@Injectable()
export class Venues {
  constructor(private readonly database: Database) {}

  /** What one chooses from. */
  async names(): Promise<{ id: string; name: string }[]> {
    return this.database.query('select id, name from venues order by name, id');
  }
}
