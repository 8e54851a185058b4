import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { PUBLIC } from '../platform/public-cache.js';

type Headers = Record<string, string | string[]>;

/** A page on its way out: what a page controller returns. */
export class HtmlPage {
  constructor(
    readonly body: string,
    readonly status: number,
    readonly headers: Headers,
  ) {}
}

interface Options {
  status?: number;
  /** `public` only for pages that hold no token and nothing of the reader. */
  cache?: 'no-store' | 'public';
  headers?: Headers;
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

const FRAMED = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
  'X-Frame-Options': 'SAMEORIGIN',
};

/** An email as its reader would see it, for a frame on a page of ours: with styles of its own and nothing else. */
export function framed(document: string): HtmlPage {
  const own = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  return new HtmlPage(document, 200, { ...own, ...FRAMED });
}

/** After a POST: go and GET this, so that a reload posts nothing again. */
export function redirect303(path: string, headers: Headers = {}): HtmlPage {
  return new HtmlPage('', 303, { ...headers, Location: path, 'Cache-Control': 'no-store' });
}

/** Sends returned pages as what they are; anything else as JSON, as ever. Not an interceptor: those cost each request. */
export class PageAdapter extends FastifyAdapter {
  override reply(response: FastifyReply | FastifyReply['raw'], body: unknown, status?: number): FastifyReply {
    if (!(body instanceof HtmlPage) || !('request' in response)) return super.reply(response, body, status);
    return response.status(body.status).headers(body.headers).send(body.body);
  }
}
