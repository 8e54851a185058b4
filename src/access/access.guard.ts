import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Config } from '../platform/config.js';
import { AppError } from '../platform/errors.js';
import { RateLimits } from '../platform/rate-limits.js';
import { sha256 } from '../platform/sealing.js';
import type { Caller } from './access.decorators.js';
import { ALLOW, PUBLIC } from './access.decorators.js';
import { ApiTokens } from './api-tokens.js';
import type { Permission } from './permissions.js';
import { allows } from './permissions.js';

/** Refuses by default: a route is open only when it says `@Public()`, or `@Allow(permission)` and the caller holds it. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: ApiTokens,
    private readonly limits: RateLimits,
    private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(ALLOW, targets);
    if (!permission) throw new AppError(403, 'forbidden');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = bearer(request);
    // Known without the database: the monitoring must be answered above all when that is away.
    if (permission === 'metrics.read' && this.isMetricsToken(token)) return true;
    const found = await this.find(token, request.ip);
    if (!found) throw new AppError(401, 'sign_in_required');
    if (!allows(found.role, permission)) throw new AppError(403, 'forbidden');
    const caller: Caller = { actor: `token:${found.id}`, requestId: request.id };
    Object.assign(request, { caller });
    return true;
  }

  private isMetricsToken(token: string | undefined): boolean {
    const { metricsToken } = this.config;
    // Hashes are compared, so that the time it takes tells nothing of the token.
    return token !== undefined && metricsToken !== undefined && sha256(token) === sha256(metricsToken);
  }

  private async find(token: string | undefined, address: string) {
    if (!token) return undefined;
    const found = await this.tokens.find(token);
    if (!found) {
      // Only who guesses is slowed down: a right token gets in whatever others on its address do.
      await this.limits.check('wrongKey', address);
      await this.limits.count('wrongKey', address);
    }
    return found;
  }
}

const bearer = (request: FastifyRequest) => /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
