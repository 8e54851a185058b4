import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { eraseMessages } from '../messaging/erase-messages.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { Sealer, sha256 } from '../platform/sealing.js';
import type { StaffStatus } from './staff.repository.js';

const HOUR_MS = 60 * 60_000;
const LIFETIMES = { setup: 24 * HOUR_MS, invitation: 7 * 24 * HOUR_MS, reset: HOUR_MS };
const PAGES = { setup: 'welcome', invitation: 'welcome', reset: 'reset' };

export type LinkKind = keyof typeof LIFETIMES;

/** A link that still works, and whose it is; that of the first administrator is nobody's yet. */
export interface StaffLink {
  id: string;
  keyId: string;
  kind: LinkKind;
  staffId: string | null;
  status: StaffStatus | null;
  /** Sealed. */
  name: string | null;
  email: string | null;
}

/** The link of the first administrator is dead as soon as there is one. */
const WORKS = `l.used_at is null and l.expires_at > $2 and case l.kind
  when 'setup' then not exists (select 1 from staff where role = 'admin' and status = 'active')
  when 'invitation' then s.status = 'invited' else s.status = 'active' end`;

const SELECT = `select l.id, l.key_id as "keyId", l.kind, l.staff_id as "staffId", s.status, s.name, s.email
  from staff_links l left join staff s on s.id = l.staff_id`;

/** Links that work once. The token is derived from a key, so that the email can be written when it is sent; only its hash is stored. */
@Injectable()
export class StaffLinks {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** A new link; an earlier one of this kind for this person is dead from here on. Returns its id and its address. */
  async create(tx: Tx, kind: LinkKind, staffId: string | null): Promise<{ id: string; url: string }> {
    const now = this.clock.now();
    const link = { id: randomUUID(), keyId: this.sealer.currentKeyId, kind };
    await rows(
      tx,
      `update staff_links set expires_at = $3 where kind = $1 and staff_id is not distinct from $2 and expires_at > $3`,
      [kind, staffId, now],
    );
    await rows(
      tx,
      `insert into staff_links (id, token_hash, key_id, staff_id, kind, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[link.id, sha256(this.token(link)), link.keyId, staffId, kind, now],
        new Date(now.getTime() + LIFETIMES[kind]),
      ],
    );
    return { id: link.id, url: this.url(link) };
  }

  /** The link of a token, if it still works. Changes nothing: mail programs open every link. */
  async find(token: string): Promise<StaffLink | undefined> {
    const values = [sha256(token), this.clock.now()];
    return (await this.database.query<StaffLink>(`${SELECT} where l.token_hash = $1 and ${WORKS}`, values))[0];
  }

  /** The link with this id, if it still works. */
  async byId(id: string): Promise<StaffLink | undefined> {
    const values = [id, this.clock.now()];
    return (await this.database.query<StaffLink>(`${SELECT} where l.id = $1 and ${WORKS}`, values))[0];
  }

  /** Uses it up. Of two at once, one gets true. */
  async use(tx: Tx, id: string): Promise<boolean> {
    const used = await rows(
      tx,
      `update staff_links set used_at = $2 where id = $1 and used_at is null and expires_at > $2 returning id`,
      [id, this.clock.now()],
    );
    return used.length === 1;
  }

  /** The address of the page that a link opens. */
  url(link: Pick<StaffLink, 'id' | 'keyId' | 'kind'>): string {
    return `${this.config.publicUrl}/staff/${PAGES[link.kind]}/${this.token(link)}`;
  }

  private token({ id, keyId }: Pick<StaffLink, 'id' | 'keyId'>): string {
    return this.sealer.mac('staff-link', id, keyId).toString('base64url');
  }
}

/** Removes links, and what is kept of the emails that carried them. */
export async function removeLinks(tx: Tx, which: string, values: unknown[], now: Date): Promise<void> {
  const links = await rows<{ id: string }>(tx, `delete from staff_links where ${which} returning id`, values);
  await eraseMessages(
    tx,
    links.map(({ id }) => id),
    now,
  );
}
