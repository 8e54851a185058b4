import type { OnApplicationBootstrap } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { Database } from './database.js';
import { Log } from './logging.js';

/** Tables that are only ever added to. */
const APPEND_ONLY = ['public.audit_events', 'public.erasures'];
/** Tables that only migrations write. */
const READ_ONLY = ['public.migrations', 'graphile_worker.migrations'];
const SCHEMAS = 'public, graphile_worker';

/** The role that an address signs in as. */
export const roleOf = (url: string) => new pg.Client({ connectionString: url }).user ?? '';

/**
 * Gives the application's role what it needs and nothing more: it reads and writes rows; it cannot change the schema, nor
 * rewrite what is only added to. Said anew after each migration, in one transaction: saying it twice changes nothing.
 */
export async function grantTo(role: string, source: DataSource): Promise<void> {
  const app = pg.escapeIdentifier(role);
  await source.transaction(async (tx) => {
    await tx.query(`
      revoke create on schema ${SCHEMAS} from public, ${app};
      grant usage on schema ${SCHEMAS} to ${app};
      grant select, insert, update, delete on all tables in schema ${SCHEMAS} to ${app};
      revoke truncate, references, trigger on all tables in schema ${SCHEMAS} from ${app};
      grant usage, select on all sequences in schema ${SCHEMAS} to ${app};
      grant execute on all functions in schema ${SCHEMAS} to ${app};
      alter default privileges in schema ${SCHEMAS} grant select, insert, update, delete on tables to ${app};
      alter default privileges in schema ${SCHEMAS} grant usage, select on sequences to ${app};
      alter default privileges in schema ${SCHEMAS} grant execute on functions to ${app};
      revoke update, delete on ${APPEND_ONLY.join()} from ${app};
      revoke insert, update, delete on ${READ_ONLY.join()} from ${app};
    `);
    // graphile-worker shuts its tables by row, for all but their owner.
    const shut: { name: string }[] = await tx.query(`
      select c.oid::regclass::text as name from pg_class c
      where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
        and not exists (select 1 from pg_policies p where p.schemaname = 'graphile_worker' and p.tablename = c.relname
          and ${pg.escapeLiteral(role)} = any(p.roles))`);
    for (const { name } of shut) {
      await tx.query(`create policy ${app} on ${name} to ${app} using (true) with check (true)`);
    }
  });
}

/** Whether the application has signed in as the owner of its tables, or as somebody who may act as the owner. */
@Injectable()
export class DatabaseRole implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  async isOwner(): Promise<boolean> {
    const [row] = await this.database.query<{ owner: boolean }>(
      `select pg_has_role(relowner, 'member') as owner from pg_class where oid = 'public.bookings'::regclass`,
    );
    return row?.owner ?? false;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (await this.isOwner()) {
      this.log.warn('the application owns its tables; see "Two roles" in docs/operations.md');
    }
  }
}
