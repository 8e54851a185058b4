import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map } from 'rxjs';
import { PUBLIC } from '../platform/public-cache.js';

/** A page on its way out: what a page controller returns. */
export class HtmlPage {
  constructor(
    readonly body: string,
    readonly status: number,
    readonly headers: Record<string, string>,
  ) {}
}

interface Options {
  status?: number;
  /** `public` only for pages that hold no token and nothing of the reader. */
  cache?: 'no-store' | 'public';
  headers?: Record<string, string>;
}

const CACHE = { 'no-store': 'no-store', public: PUBLIC };

/** A view as a document. Ours are all synchronous: one that waits for something is a mistake, and said to be one. */
export function render(view: JSX.Element): string {
  if (typeof view !== 'string') throw new Error('a view must not wait for anything');
  return `<!doctype html>${view}`;
}

/** A rendered view as a page. */
export function html(view: JSX.Element, { status = 200, cache = 'no-store', headers = {} }: Options = {}): HtmlPage {
  const own = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': CACHE[cache] };
  return new HtmlPage(render(view), status, { ...own, ...headers });
}

/** After a POST: go and GET this, so that a reload posts nothing again. */
export function redirect303(path: string, headers: Record<string, string> = {}): HtmlPage {
  return new HtmlPage('', 303, { ...headers, Location: path, 'Cache-Control': 'no-store' });
}

/** Turns returned pages into replies; anything else passes. */
@Injectable()
export class HtmlInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(
      map((result: unknown) => {
        if (!(result instanceof HtmlPage)) return result;
        void context.switchToHttp().getResponse<FastifyReply>().status(result.status).headers(result.headers);
        return result.body;
      }),
    );
  }
}
