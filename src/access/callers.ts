import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../platform/config.js';
import { AppError } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { RateLimits } from '../platform/rate-limits.js';
import { Sealer } from '../platform/sealing.js';
import { ApiTokens } from './api-tokens.js';
import type { Caller, ClinicScope } from './caller.js';
import { Origins } from './origin.js';
import type { Role } from './permissions.js';
import { permissionsOf, programPermissionsOf, SEES } from './permissions.js';
import type { Session } from './sessions.js';
import { Sessions } from './sessions.js';
import { sessionToken } from './credentials.js';

/** Who a request comes from: by its token, or by its session. */
@Injectable()
export class Callers {
  constructor(
    private readonly tokens: ApiTokens,
    private readonly sessions: Sessions,
    private readonly limits: RateLimits,
    private readonly sealer: Sealer,
    private readonly origins: Origins,
    private readonly formTokens: FormTokens,
    private readonly config: Config,
  ) {}

  /** The program that holds this token; undefined when we do not know it. */
  async ofToken(token: string, request: FastifyRequest): Promise<Caller | undefined> {
    const found = await this.tokens.find(token);
    if (!found) {
      // Only who guesses is slowed down: a right token gets in whatever others on its address do.
      await this.limits.check('wrongKey', request.ip);
      await this.limits.count('wrongKey', request.ip);
      return undefined;
    }
    const { id, name, role, permissions } = found;
    const held = programPermissionsOf(role).filter((one) => permissions?.includes(one) ?? true);
    // Nobody assigns a program to clinics: an administrator who made it meant every one.
    const clinics = scopeOf(role, 'all');
    return { ...this.origins.of(request), actor: `token:${id}`, name, role, permissions: held, clinics };
  }

  /**
   * The person who is signed in; undefined when nobody is, or the code is still missing.
   * @param unguarded also an administrator who has yet to set up the second factor
   * @param quietly what is not a person's doing does not keep their session going
   * @throws AppError 403 `second_factor_required`
   */
  async ofSession(request: FastifyRequest, unguarded: boolean, { quietly = false } = {}): Promise<Caller | undefined> {
    const token = sessionToken(request, this.config);
    const found = token && (await this.sessions.find(token, { quietly }));
    if (!found || isHalf(found)) return undefined;
    if (found.role === 'admin' && !found.secondFactor && !unguarded) {
      throw new AppError(403, 'second_factor_required', { location: '/staff/second-factor' });
    }
    const { id, staffId, provenAt, role } = found;
    return {
      ...this.origins.of(request),
      actor: `staff:${staffId}`,
      name: this.sealer.open(found.name, 'staff.name'),
      role,
      permissions: permissionsOf(role),
      clinics: scopeOf(role, found.clinics),
      formToken: this.formTokens.issue(),
      session: { id, staffId, provenAt },
    };
  }
}

function scopeOf(role: Role, assigned: ClinicScope): ClinicScope {
  const sees = SEES[role];
  return sees === 'assigned' ? assigned : sees;
}

/** The password was right, the code is still missing. */
export const isHalf = ({ hasTotp, secondFactor }: Session) => hasTotp && !secondFactor;
