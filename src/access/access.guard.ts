import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { AppError } from '../platform/errors.js';
import { sha256 } from '../platform/sealing.js';
import { isUuid } from '../platform/validation.js';
import { ALLOW, ASKED_BY_PAGE, BEFORE_SECOND_FACTOR, PUBLIC, STEP_UP } from './access.decorators.js';
import type { Caller } from './caller.js';
import { Callers } from './callers.js';
import { bearerToken } from './credentials.js';
import type { Permission } from './permissions.js';

/** How long a proof of who one is lasts for what asks for a fresh one. */
const PROOF_MS = 10 * 60_000;

/** Refuses by default: a route is open only when it says `@Public()`, or `@Allow(permission)` and the caller holds it. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const said = <T>(key: string) =>
      this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
    if (said<boolean>(PUBLIC)) return true;
    const permission = said<Permission>(ALLOW);
    if (!permission) throw new AppError(403, 'forbidden');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = bearerToken(request);
    // Known without the database: the monitoring must be answered above all when that is away.
    if (permission === 'metrics.read' && this.isMetricsToken(token)) return true;
    const caller = token
      ? await this.callers.ofToken(token, request)
      : await this.callers.ofSession(request, said<boolean>(BEFORE_SECOND_FACTOR) ?? false, {
          quietly: said<boolean>(ASKED_BY_PAGE),
        });
    if (!caller) throw new AppError(401, 'sign_in_required', { location: withNext('/staff/sign-in', request) });
    // Set before anything is refused: the page that says so knows who reads it.
    Object.assign(request, { caller });
    if (!caller.permissions.includes(permission)) throw new AppError(403, 'forbidden');
    this.assertProven(caller, said<{ back?: string }>(STEP_UP), request);
    return true;
  }

  private isMetricsToken(token: string | undefined): boolean {
    const { metricsToken } = this.config;
    // Hashes are compared, so that the time it takes tells nothing of the token.
    return token !== undefined && metricsToken !== undefined && sha256(token) === sha256(metricsToken);
  }

  private assertProven({ session }: Caller, stepUp: { back?: string } | undefined, request: FastifyRequest): void {
    if (!stepUp || !session || this.clock.now().getTime() - session.provenAt.getTime() < PROOF_MS) return;
    throw new AppError(403, 'step_up_required', { location: withNext('/staff/confirm', request, stepUp.back) });
  }
}

/**
 * The address of a page that leads back to where one wanted to go; a form is not sent again by going there. Without what
 * anybody may have typed into an address: only ids come along.
 */
function withNext(page: string, { method, url, params }: FastifyRequest, back = '/staff'): string {
  const plain = method === 'GET' && Object.values(params as Record<string, string>).every(isUuid);
  return `${page}?next=${encodeURIComponent(plain ? (url.split('?')[0] ?? back) : back)}`;
}
