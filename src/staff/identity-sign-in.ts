import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import { sessionCookie } from '../access/credentials.js';
import { Sessions } from '../access/sessions.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { AppError, mapConstraints } from '../platform/errors.js';
import type { Identity } from './identity-provider.js';
import type { SignedIn } from './sign-in.js';
import { SignIn } from './sign-in.js';
import type { StaffMember } from './staff.repository.js';
import { StaffRepository } from './staff.repository.js';
import type { Visit } from './visit.js';

const refused = () => new AppError(403, 'identity_refused');

mapConstraints({ staff_oidc_key: refused });

/** Signs in whom the provider vouches for: somebody it is known of, or once, by their email, who was invited or is on the team. */
@Injectable()
export class IdentitySignIn {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly sessions: Sessions,
    private readonly signIn: SignIn,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws AppError 403 `identity_refused`, one and the same for anybody else */
  async run(identity: Identity, visit: Visit): Promise<SignedIn> {
    const linked = await this.staff.byIdentity(identity);
    const { verifiedEmail } = identity;
    const found = linked ?? (verifiedEmail === undefined ? undefined : await this.staff.byEmail(verifiedEmail));
    const result = await this.database.transaction(async (tx) => {
      const member = found && (await this.staff.lock(tx, found.id));
      const reason = fault(identity, member, linked !== undefined);
      if (!member || reason) return { reason, subjectId: member?.id ?? 'unknown' };
      if (!linked) await this.link(tx, member, identity, visit);
      return this.begin(tx, member, identity, visit);
    });
    if ('cookies' in result) {
      if (visit.token) await this.sessions.end(visit.token);
      return result;
    }
    const event = { actor: 'anonymous', ...visit.origin, action: 'sign_in_failed', subjectType: 'staff', ...result };
    await this.database.transaction((tx) => recordAudit(tx, event, this.clock.now()));
    throw refused();
  }

  /** From now on the identity alone counts, whatever becomes of the email. An invitation is accepted by it. */
  private async link(tx: Tx, { id, status }: StaffMember, identity: Identity, { origin }: Visit): Promise<void> {
    await rows(tx, `update staff set oidc_issuer = $2, oidc_subject = $3, status = 'active' where id = $1`, [
      ...[id, identity.issuer, identity.subject],
    ]);
    const event = { actor: `staff:${id}`, ...origin, subjectType: 'staff', subjectId: id };
    if (status === 'invited') await recordAudit(tx, { ...event, action: 'joined' }, this.clock.now());
    await recordAudit(tx, { ...event, action: 'identity_linked' }, this.clock.now());
  }

  private async begin(
    tx: Tx,
    { id, totpSecret }: StaffMember,
    { provenAt }: Identity,
    visit: Visit,
  ): Promise<SignedIn> {
    const half = totpSecret !== null;
    const token = await this.sessions.begin(tx, id, { userAgent: visit.userAgent, half, provenAt });
    const cookies = [sessionCookie(this.config, token)];
    return { half, cookies: half ? cookies : [...cookies, await this.signIn.record(tx, id, visit)] };
  }
}

/** Why not: for the audit trail alone. */
function fault({ verifiedEmail }: Identity, member: StaffMember | undefined, wasLinked: boolean): string | undefined {
  if (!member) return verifiedEmail === undefined ? 'email_not_verified' : 'not_invited';
  if (member.status === 'left') return 'left';
  const isLinked = member.oidcSubject !== null;
  if (wasLinked) return isLinked ? undefined : 'unlinked';
  return isLinked ? 'other_identity' : undefined;
}
