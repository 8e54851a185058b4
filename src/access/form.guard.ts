import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Called by programs, without cookies: a forged form of another site gains nothing there. */
const PROGRAMS = /^\/(api|webhooks)\//;

/**
 * Cross-site request forgery: a page's POST must come from our own pages. Browsers say so in `Sec-Fetch-Site`; those that
 * do not send it must bring the signed token of the form. `Origin` is not asked: our no-referrer policy makes it `null`.
 */
@Injectable()
export class FormGuard implements CanActivate {
  constructor(private readonly tokens: FormTokens) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (SAFE.has(request.method) || PROGRAMS.test(request.url)) return true;
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined) {
      if (site !== 'same-origin' && site !== 'none') throw new AppError(403, 'cross_site');
      return true;
    }
    this.tokens.verify((request.body as { form?: unknown } | null)?.form);
    return true;
  }
}
