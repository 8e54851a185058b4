import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Caller } from '../access/caller.js';
import { sessionCookie } from '../access/credentials.js';
import { Sessions } from '../access/sessions.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { AppError, conflict, invalid, notFound } from '../platform/errors.js';
import { SlowDowns } from '../platform/slow-downs.js';
import { Passwords } from './passwords.js';
import { SecondFactor } from './second-factor.js';
import type { StaffLink } from './staff-links.js';
import { StaffLinks } from './staff-links.js';
import { StaffRepository } from './staff.repository.js';
import { proofTries } from './tries.js';
import type { Visit } from './visit.js';

type Own = NonNullable<Caller['session']>;

/** What somebody changes of their own account. Whoever has proven who they are goes on with a new token. */
@Injectable()
export class OwnAccount {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly links: StaffLinks,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly slowDowns: SlowDowns,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Proves again who one is: with a code where there is a second factor, else with the password.
   * @throws AppError 422 `wrong_code`, `wrong_password`; 429
   */
  async prove(caller: Caller, proof: string): Promise<string> {
    const own = ownSession(caller);
    const tries = proofTries(own.id);
    await this.slowDowns.take(...tries);
    const member = await this.staff.byId(own.staffId);
    const hasTotp = member.totpSecret !== null;
    const right = hasTotp
      ? await this.secondFactor.prove(member, proof)
      : await this.passwords.matches(member.passwordHash, proof);
    if (!right) throw invalid({ field: 'proof', code: hasTotp ? 'wrong_code' : 'wrong_password' });
    await this.slowDowns.giveBack(...tries);
    return this.database.transaction((tx) => this.goOn(tx, own));
  }

  /** Sets up the second factor. Other sessions of the person end. Returns the recovery codes, and the cookie to go on with. */
  async setSecondFactor(caller: Caller, secret: string, code: string): Promise<{ codes: string[]; cookie: string }> {
    const own = ownSession(caller);
    return this.database.transaction(async (tx) => {
      await this.staff.lock(tx, own.staffId);
      const codes = await this.secondFactor.confirm(tx, own.staffId, secret, code);
      await this.record(tx, caller, 'second_factor_set');
      await this.sessions.endThose(tx, own.staffId, { except: own.id });
      return { codes, cookie: await this.goOn(tx, own, true) };
    });
  }

  /** A new password for who knows the old one; other sessions of the person end. @throws AppError 422 `wrong_password`; 429 */
  async changePassword(caller: Caller, current: string, password: string): Promise<string> {
    const own = ownSession(caller);
    const tries = proofTries(own.id);
    await this.slowDowns.take(...tries);
    const { passwordHash } = await this.staff.byId(own.staffId);
    if (!(await this.passwords.matches(passwordHash, current))) {
      throw invalid({ field: 'currentPassword', code: 'wrong_password' });
    }
    await this.slowDowns.giveBack(...tries);
    const hash = await this.passwords.hash(password);
    return this.database.transaction(async (tx) => {
      await rows(tx, 'update staff set password_hash = $2 where id = $1', [own.staffId, hash]);
      await this.record(tx, caller, 'password_changed');
      await this.sessions.endThose(tx, own.staffId, { except: own.id });
      return this.goOn(tx, own);
    });
  }

  /** A new password for who has the link; every session of the person ends. @throws AppError 404 */
  async resetPassword({ id, staffId }: StaffLink, password: string, { origin }: Visit): Promise<void> {
    const hash = await this.passwords.hash(password);
    await this.database.transaction(async (tx) => {
      if (staffId === null || !(await this.links.use(tx, id))) throw notFound();
      const set = await rows(
        tx,
        `update staff set password_hash = $2 where id = $1 and status = 'active' returning id`,
        [staffId, hash],
      );
      if (set.length === 0) throw notFound();
      await this.sessions.endThose(tx, staffId);
      const subject = { action: 'password_reset', subjectType: 'staff', subjectId: staffId };
      await recordAudit(tx, { actor: `staff:${staffId}`, ...origin, ...subject }, this.clock.now());
    });
  }

  /**
   * The identity provider does not let one in any more; other sessions of the person end.
   * @throws AppError 409 `password_needed` when there is no other way in
   */
  async unlinkIdentity(caller: Caller): Promise<string> {
    const own = ownSession(caller);
    return this.database.transaction(async (tx) => {
      const { passwordHash } = await this.staff.lock(tx, own.staffId);
      if (passwordHash === null) throw conflict('password_needed');
      await rows(tx, 'update staff set oidc_issuer = null, oidc_subject = null where id = $1', [own.staffId]);
      await this.record(tx, caller, 'identity_unlinked');
      await this.sessions.endThose(tx, own.staffId, { except: own.id });
      return this.goOn(tx, own);
    });
  }

  /** Ends one of one's sessions, or all of them. @throws AppError 404 */
  async endSessions(caller: Caller, only?: string): Promise<void> {
    const { staffId } = ownSession(caller);
    await this.database.transaction(async (tx) => {
      if ((await this.sessions.endThose(tx, staffId, { only })) === 0) throw notFound();
      await this.record(tx, caller, only ? 'session_ended' : 'sessions_ended');
    });
  }

  private async record(tx: Tx, caller: Caller, action: string): Promise<void> {
    const subject = { subjectType: 'staff', subjectId: ownSession(caller).staffId };
    await recordAudit(tx, { ...caller, ...subject, action }, this.clock.now());
  }

  private async goOn(tx: Tx, { id }: Own, secondFactor = false): Promise<string> {
    const token = await this.sessions.renew(tx, id, { secondFactor });
    if (!token) throw new AppError(401, 'sign_in_required', { location: '/staff/sign-in' });
    return sessionCookie(this.config, token);
  }
}

/** Nobody but a person has an account of their own; `own.account` keeps programs out. */
export function ownSession({ session }: Caller): Own {
  if (!session) throw new AppError(403, 'forbidden');
  return session;
}
