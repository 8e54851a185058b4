import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import { sha256 } from '../platform/sealing.js';
import { recordAudit } from './audit.js';
import type { Caller } from './caller.js';
import type { Permission, Role } from './permissions.js';

/** A token that is known, not expired and not revoked. */
export interface ApiToken {
  id: string;
  name: string;
  role: Role;
  /** What it may do of what its role may; null is all of it. */
  permissions: Permission[] | null;
}

/** A token as the list of them shows it. */
export interface TokenLine extends ApiToken {
  /** Sealed; null when it was made on the machine itself. */
  madeBy: string | null;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

interface Wanted {
  permissions?: Permission[];
  /** Who makes it; absent when it is made on the machine itself. */
  caller?: Caller;
}

const MINUTE_MS = 60_000;

/** Tokens for programs. A token is shown once, when it is made; only its hash is kept. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Makes a token that ends after `days`. The result is the only place where it can be read. */
  async create(name: string, role: Role, days: number, { permissions, caller }: Wanted = {}): Promise<string> {
    const token = `ccs_${randomBytes(24).toString('base64url')}`;
    const now = this.clock.now();
    const id = randomUUID();
    await this.database.transaction(async (tx) => {
      await rows(
        tx,
        `insert into api_tokens (id, name, role, token_hash, created_at, expires_at, permissions, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[id, name, role, sha256(token), now, DateTime.fromJSDate(now).plus({ days }).toJSDate()],
          ...[permissions, caller?.session?.staffId],
        ],
      );
      // Its name is said there too: the token itself is removed when it has expired.
      const subject = { action: 'token_made', subjectType: 'token', subjectId: id, reason: name };
      await recordAudit(tx, { actor: 'shell', ...caller, ...subject }, now);
    });
    return token;
  }

  /** The token, if it is one of ours and in force. Says that it was used. */
  async find(token: string): Promise<ApiToken | undefined> {
    const now = this.clock.now();
    const [row] = await this.database.query<ApiToken & { lastUsedAt: Date | null }>(
      `select id, name, role, permissions, last_used_at as "lastUsedAt" from api_tokens
       where token_hash = $1 and revoked_at is null and expires_at > $2`,
      [sha256(token), now],
    );
    if (row && now.getTime() - (row.lastUsedAt?.getTime() ?? 0) >= MINUTE_MS) {
      await this.database.query(
        `update api_tokens set last_used_at = $2
         where id = $1 and (last_used_at is null or last_used_at <= $2::timestamptz - interval '1 minute')`,
        [row.id, now],
      );
    }
    return row;
  }

  /** Every token that has not expired, the newest first. */
  async list(): Promise<TokenLine[]> {
    return this.database.query<TokenLine>(
      `select t.id, t.name, t.role, t.permissions, s.name as "madeBy", t.created_at as "createdAt",
         t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt"
       from api_tokens t left join staff s on s.id = t.created_by
       where t.expires_at > $1 order by t.created_at desc, t.id`,
      [this.clock.now()],
    );
  }

  /** Ends a token at once. @throws AppError 404, also when it was ended before */
  async revoke(id: string, caller: Caller): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const [ended] = await rows<{ name: string }>(
        tx,
        'update api_tokens set revoked_at = $2 where id = $1 and revoked_at is null returning name',
        [id, now],
      );
      if (!ended) throw notFound();
      const subject = { action: 'token_revoked', subjectType: 'token', subjectId: id, reason: ended.name };
      await recordAudit(tx, { ...caller, ...subject }, now);
    });
  }

  /** Ends every token that a person made. */
  async revokeThoseOf(tx: Tx, staffId: string): Promise<void> {
    await rows(tx, 'update api_tokens set revoked_at = $2 where created_by = $1 and revoked_at is null', [
      staffId,
      this.clock.now(),
    ]);
  }
}
