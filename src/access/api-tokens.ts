import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
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
      const subject = { action: 'token_made', subjectType: 'token', subjectId: id };
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
      await this.database.query('update api_tokens set last_used_at = $2 where id = $1', [row.id, now]);
    }
    return row;
  }

  /** Ends every token that a person made. */
  async revokeThoseOf(tx: Tx, staffId: string): Promise<void> {
    await rows(tx, 'update api_tokens set revoked_at = $2 where created_by = $1 and revoked_at is null', [
      staffId,
      this.clock.now(),
    ]);
  }
}
