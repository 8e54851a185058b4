import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { sha256 } from '../platform/sealing.js';
import { deviceName } from './device-name.js';
import type { Role } from './permissions.js';

const MINUTE_MS = 60_000;
/** After that one signs in again, whatever one did meanwhile. */
const LONGEST_MS = 12 * 60 * MINUTE_MS;
/** For giving the code, after the password was right. */
const HALF_MS = 10 * MINUTE_MS;

/** A session that is going on, and whose it is. */
export interface Session {
  id: string;
  staffId: string;
  provenAt: Date;
  seenAt: Date;
  /** Whether a code stands behind it. */
  secondFactor: boolean;
  role: Role;
  /** Sealed. */
  name: string;
  hasTotp: boolean;
  clinics: string[];
}

/** What a person sees of a session in the list of theirs. */
export interface SessionLine {
  id: string;
  device: string;
  createdAt: Date;
  seenAt: Date;
}

const newToken = () => randomBytes(32).toString('base64url');

/** Who is signed in where. The cookie holds a random token; the database only its hash. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Begins a session. Without a second factor that the account has, it lasts minutes and opens nothing but the code's page.
   * @param provenAt when the person proved who they are, if that was not just now
   */
  async begin(
    tx: Tx,
    staffId: string,
    { userAgent, half, provenAt }: { userAgent?: string; half: boolean; provenAt?: Date },
  ): Promise<string> {
    const now = this.clock.now();
    const token = newToken();
    await rows(
      tx,
      `insert into sessions (id, token_hash, staff_id, created_at, seen_at, proven_at, expires_at, second_factor, user_agent)
       values ($1, $2, $3, $4, $4, $7, $5, false, $6)`,
      [
        ...[randomUUID(), sha256(token), staffId, now, this.after(half ? HALF_MS : LONGEST_MS)],
        ...[deviceName(userAgent), provenAt && provenAt < now ? provenAt : now],
      ],
    );
    return token;
  }

  /** The session of a token, if neither it nor its person has ended, nor was idle for too long. Says that it was seen, but for `quietly`. */
  async find(token: string, { quietly = false } = {}): Promise<Session | undefined> {
    const now = this.clock.now();
    const [found] = await this.database.query<Session>(
      `select s.id, s.staff_id as "staffId", s.proven_at as "provenAt", s.seen_at as "seenAt",
         s.second_factor as "secondFactor", p.role, p.name, p.totp_secret is not null as "hasTotp",
         array(select clinic_id from clinic_staff c where c.staff_id = p.id) as clinics
       from sessions s join staff p on p.id = s.staff_id
       where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2 and s.seen_at > $3 and p.status = 'active'`,
      [sha256(token), now, this.after(-this.config.sessionIdleMinutes * MINUTE_MS)],
    );
    if (found && !quietly && now.getTime() - found.seenAt.getTime() >= MINUTE_MS) {
      await this.database.query('update sessions set seen_at = $2 where id = $1 and seen_at < $2', [found.id, now]);
    }
    return found;
  }

  /**
   * A new token for a session whose person has just proven who they are; the old one is worth nothing any more.
   * @returns undefined when the session has ended meanwhile
   */
  async renew(tx: Tx, id: string, { secondFactor = false } = {}): Promise<string | undefined> {
    const token = newToken();
    const renewed = await rows(
      tx,
      `update sessions set token_hash = $2, proven_at = $3, seen_at = $3, second_factor = second_factor or $4,
         expires_at = case when $4 and not second_factor then $5 else expires_at end
       where id = $1 and ended_at is null returning id`,
      [id, sha256(token), this.clock.now(), secondFactor, this.after(LONGEST_MS)],
    );
    return renewed.length === 1 ? token : undefined;
  }

  /** Ends the session of a token. */
  async end(token: string): Promise<{ staffId: string } | undefined> {
    const [ended] = await this.database.query<{ staffId: string }>(
      `update sessions set ended_at = $2 where token_hash = $1 and ended_at is null returning staff_id as "staffId"`,
      [sha256(token), this.clock.now()],
    );
    return ended;
  }

  /** Ends one session of a person, or all of theirs, or all but one. Returns how many that were. */
  async endThose(tx: Tx, staffId: string, { only, except }: { only?: string; except?: string } = {}): Promise<number> {
    const ended = await rows(
      tx,
      `update sessions set ended_at = $2 where staff_id = $1 and ended_at is null
         and ($3::uuid is null or id = $3) and ($4::uuid is null or id <> $4) returning id`,
      [staffId, this.clock.now(), only, except],
    );
    return ended.length;
  }

  /** Where a person is signed in now, the latest first. */
  async list(staffId: string): Promise<SessionLine[]> {
    return this.database.query<SessionLine>(
      `select id, user_agent as device, created_at as "createdAt", seen_at as "seenAt" from sessions
       where staff_id = $1 and ended_at is null and expires_at > $2 and seen_at > $3 order by seen_at desc, id`,
      [staffId, this.clock.now(), this.after(-this.config.sessionIdleMinutes * MINUTE_MS)],
    );
  }

  private after(ms: number): Date {
    return new Date(this.clock.now().getTime() + ms);
  }
}
