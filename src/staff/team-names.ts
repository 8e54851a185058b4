import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { Sealer } from '../platform/sealing.js';

/** What somebody is called who acted, by what the audit trail calls them. */
@Injectable()
export class TeamNames {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** Names by `staff:<id>`, `token:<id>` and whatever else acts; one query, none when nobody of the team is among them. */
  async of(actors: (string | null)[]): Promise<(actor: string | null) => string> {
    const ids = [...new Set(actors.flatMap((actor) => /^staff:(.+)$/.exec(actor ?? '')?.[1] ?? []))];
    const found =
      ids.length === 0
        ? []
        : await this.database.query<{ id: string; name: string }>('select id, name from staff where id = any($1)', [
            ids,
          ]);
    const names = new Map(found.map(({ id, name }) => [`staff:${id}`, this.sealer.open(name, 'staff.name')]));
    return (actor) => names.get(actor ?? '') ?? (actor?.startsWith('token:') ? 'A program' : 'The team');
  }
}
