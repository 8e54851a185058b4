import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../platform/errors.js';
import { RateLimits } from '../platform/rate-limits.js';
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
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(ALLOW, targets);
    if (!permission) throw new AppError(403, 'forbidden');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const role = await this.roleOf(request);
    if (!role) throw new AppError(401, 'sign_in_required');
    if (!allows(role, permission)) throw new AppError(403, 'forbidden');
    return true;
  }

  private async roleOf(request: FastifyRequest) {
    const token = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
    if (!token) return undefined;
    const role = await this.tokens.roleOf(token);
    if (!role) {
      // Only who guesses is slowed down: a right token gets in whatever others on its address do.
      await this.limits.check('wrongKey', request.ip);
      await this.limits.count('wrongKey', request.ip);
    }
    return role;
  }
}
