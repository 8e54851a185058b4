import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import { sessionCookie } from '../access/credentials.js';
import { Sessions } from '../access/sessions.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import type { Tx } from '../platform/database.js';
import { Database } from '../platform/database.js';
import { invalid } from '../platform/errors.js';
import { SlowDowns } from '../platform/slow-downs.js';
import { Passwords } from './passwords.js';
import { StaffRepository } from './staff.repository.js';
import { passwordTries } from './tries.js';
import type { Visit } from './visit.js';
import { Visits } from './visit.js';

/** What the browser is to keep, and whether the code is still asked for. */
export interface SignedIn {
  cookies: string[];
  half: boolean;
}

/** Signs in with email and password. An unknown account gets the same answer, for the same work, as a wrong password. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly slowDowns: SlowDowns,
    private readonly visits: Visits,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws AppError 422 `wrong_sign_in`; 429 */
  async run({ email, password }: { email: string; password: string }, visit: Visit): Promise<SignedIn> {
    const found = await this.staff.byEmail(email);
    const device = found && this.visits.knownDevice(visit, found.id);
    const tries = passwordTries(visit, this.staff.emailIx(email), device);
    await this.slowDowns.take(...tries);
    const active = found?.status === 'active' ? found : undefined;
    if (!(await this.passwords.matches(active?.passwordHash, password)) || !active) {
      const subject = { action: 'sign_in_failed', subjectType: 'staff', subjectId: found?.id ?? 'unknown' };
      const event = { actor: 'anonymous', ...visit.origin, ...subject };
      await this.database.transaction((tx) => recordAudit(tx, event, this.clock.now()));
      throw invalid({ field: 'password', code: 'wrong_sign_in' });
    }
    await this.slowDowns.giveBack(...tries);
    if (visit.token) await this.sessions.end(visit.token);
    const half = active.totpSecret !== null;
    return this.database.transaction((tx) => this.begin(tx, active.id, visit, half));
  }

  /** Begins the session of somebody who has just proven who they are, and says so in the audit trail. */
  async begin(tx: Tx, staffId: string, visit: Visit, half = false): Promise<SignedIn> {
    const token = await this.sessions.begin(tx, staffId, { userAgent: visit.userAgent, half });
    const cookies = [sessionCookie(this.config, token)];
    return half ? { cookies, half } : { cookies: [...cookies, await this.record(tx, staffId, visit)], half };
  }

  /** The sign-in is complete: it is in the audit trail, and the device is known from here on. Returns its cookie. */
  async record(tx: Tx, staffId: string, visit: Visit): Promise<string> {
    const subject = { action: 'signed_in', subjectType: 'staff', subjectId: staffId };
    await recordAudit(tx, { actor: `staff:${staffId}`, ...visit.origin, ...subject }, this.clock.now());
    return this.visits.remember(staffId);
  }

  /** Ends the session of this browser. Returns the cookie that says so. */
  async out({ token, origin }: Visit): Promise<string> {
    const ended = token && (await this.sessions.end(token));
    if (ended) {
      const subject = { action: 'signed_out', subjectType: 'staff', subjectId: ended.staffId };
      const event = { actor: `staff:${ended.staffId}`, ...origin, ...subject };
      await this.database.transaction((tx) => recordAudit(tx, event, this.clock.now()));
    }
    return sessionCookie(this.config);
  }
}
