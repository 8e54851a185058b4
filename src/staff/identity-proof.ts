import { Injectable } from '@nestjs/common';
import { sessionCookie } from '../access/credentials.js';
import { Sessions } from '../access/sessions.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { AppError } from '../platform/errors.js';
import type { Attempt } from './identity-attempts.js';
import type { Identity } from './identity-provider.js';
import { signInOver } from './identity-provider.js';
import type { StaffMember } from './staff.repository.js';
import { StaffRepository } from './staff.repository.js';
import type { Visit } from './visit.js';

/** The provider's clock may go behind ours, and tells whole seconds. */
const SKEW_MS = 30_000;

/** Whether the provider is what somebody proves themselves by: they have neither a code nor a password. */
export const provesByIdentity = ({ totpSecret, passwordHash, oidcSubject }: StaffMember) =>
  totpSecret === null && passwordHash === null && oidcSubject !== null;

/** Proves again who one is, by the provider that has just asked for it anew. */
@Injectable()
export class IdentityProof {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly sessions: Sessions,
    private readonly config: Config,
  ) {}

  /**
   * @returns the cookie of the session, which has a new token from here on
   * @throws AppError 400 `sign_in_over`; 403 `identity_refused` for another person, `identity_not_asked`
   */
  async run(identity: Identity, { sessionId, at }: Attempt, { token }: Visit): Promise<string> {
    const session = token && (await this.sessions.find(token));
    if (!session || session.id !== sessionId) throw signInOver();
    const member = await this.staff.byId(session.staffId);
    const isTheirs = member.oidcIssuer === identity.issuer && member.oidcSubject === identity.subject;
    if (!isTheirs || !provesByIdentity(member)) throw new AppError(403, 'identity_refused');
    // Asking for `prompt=login` is a wish; that it was done is what `auth_time` says.
    if ((identity.provenAt?.getTime() ?? 0) < at - SKEW_MS) throw new AppError(403, 'identity_not_asked');
    const renewed = await this.database.transaction((tx) => this.sessions.renew(tx, session.id));
    if (!renewed) throw signInOver();
    return sessionCookie(this.config, renewed);
  }
}
