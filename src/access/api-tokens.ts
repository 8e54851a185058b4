import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { sha256 } from '../platform/sealing.js';
import type { Role } from './permissions.js';

/** Tokens for programs. A token is shown once, when it is made; only its hash is kept. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Makes a token that ends after `days`. The result is the only place where it can be read. */
  async create(name: string, role: Role, days: number): Promise<string> {
    const token = `ccs_${randomBytes(24).toString('base64url')}`;
    const now = this.clock.now();
    await this.database.query(
      `insert into api_tokens (id, name, role, token_hash, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
      [randomUUID(), name, role, sha256(token), now, DateTime.fromJSDate(now).plus({ days }).toJSDate()],
    );
    return token;
  }

  /** A token that is known, not expired and not revoked. */
  async find(token: string): Promise<{ id: string; role: Role } | undefined> {
    const [row] = await this.database.query<{ id: string; role: Role }>(
      `select id, role from api_tokens where token_hash = $1 and revoked_at is null and expires_at > $2`,
      [sha256(token), this.clock.now()],
    );
    return row;
  }
}
