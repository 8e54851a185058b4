import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Config } from '../platform/config.js';
import { AppError } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { FROM_ANYWHERE } from './access.decorators.js';
import { bearerToken, isForPrograms, sessionToken } from './credentials.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Cross-site request forgery: a page's POST must come from our own pages, and so must any call that a session's cookie
 * lets in. Browsers say so in `Sec-Fetch-Site`; those that do not send it must bring the signed token of the form, in the
 * form or in `X-Form-Token`. `Origin` is not asked: our no-referrer policy makes it `null`.
 */
@Injectable()
export class FormGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: FormTokens,
    private readonly config: Config,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (SAFE.has(request.method) || this.isProgram(request)) return true;
    if (this.reflector.get<boolean | undefined>(FROM_ANYWHERE, context.getHandler())) return true;
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined) {
      if (site !== 'same-origin' && site !== 'none') throw new AppError(403, 'cross_site');
      return true;
    }
    this.tokens.verify((request.body as { form?: unknown } | null)?.form ?? request.headers['x-form-token']);
    return true;
  }

  /** Without a session's cookie a forged form gains nothing there. */
  private isProgram(request: FastifyRequest): boolean {
    if (!isForPrograms(request)) return false;
    return bearerToken(request) !== undefined || sessionToken(request, this.config) === undefined;
  }
}
