import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from './clock.js';
import type { Config } from './config.js';
import { Metrics } from './metrics.js';

/** What anyone may see. A shared cache keeps it for a second: not longer is a place shown as free that is gone. */
export const PUBLIC = 'public, max-age=0, s-maxage=1, must-revalidate';

interface Kept {
  until: number;
  etag: string;
  type: string;
  /** As text, which leaves in one piece with its headers. */
  plain: string;
  br?: Buffer;
  gzip?: Buffer;
}

/** Addresses can be made up without end (`?x=1`, `?x=2`): only so many are kept, the oldest goes first. */
const MOST = 500;

/**
 * Keeps what anyone may see (`Cache-Control: public`: lists, clinics, times, slots) for a second in memory, compressed, so
 * that a crowd that looks costs next to nothing. Shared caches may do the same; a browser asks each time and is told in a
 * few bytes that nothing changed. Pages with a token are never kept, and never compressed beside it.
 */
export function registerPublicCache(app: NestFastifyApplication, { cacheSeconds }: Config): void {
  const kept = new Map<string, Kept>();
  const clock = app.get(Clock);
  const answers = app
    .get(Metrics)
    .counter('clinics_public_answers_total', 'Answers that anyone may see, kept in memory or made anew', ['from']);
  const fastify = app.getHttpAdapter().getInstance();

  fastify.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET') return;
    const found = kept.get(request.url);
    if (!found || found.until <= clock.now().getTime()) return;
    answers.inc({ from: 'memory' });
    return answer(found, request, reply);
  });

  fastify.addHook('onSend', async (request, reply, payload: unknown) => {
    const open = String(reply.getHeader('Cache-Control') ?? '').startsWith('public') && !reply.hasHeader('ETag');
    if (!open || request.method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string') return payload;
    answers.inc({ from: 'database' });
    const made = keep(payload, String(reply.getHeader('Content-Type')), clock.now().getTime() + cacheSeconds * 1_000);
    if (cacheSeconds > 0) {
      kept.delete(request.url);
      kept.set(request.url, made);
      for (const oldest of kept.keys()) if (kept.size > MOST) kept.delete(oldest);
    }
    return dress(made, request, reply);
  });
}

function keep(text: string, type: string, until: number): Kept {
  return { until, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`, type, plain: text };
}

function answer(kept: Kept, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply.header('Cache-Control', PUBLIC).type(kept.type);
  return reply.send(dress(kept, request, reply));
}

/** Sets the headers of an answer, and gives its body in the best encoding that the reader takes. */
function dress(kept: Kept, { headers }: FastifyRequest, reply: FastifyReply): Buffer | string {
  void reply.header('ETag', kept.etag).header('Vary', 'Accept-Encoding');
  if (headers['if-none-match']?.includes(kept.etag)) {
    void reply.code(304).removeHeader('Content-Type').removeHeader('Content-Length');
    return '';
  }
  const accepted = headers['accept-encoding'] ?? '';
  const encoding = (['br', 'gzip'] as const).find((known) => accepted.includes(known));
  const body = encoding ? (kept[encoding] ??= COMPRESS[encoding](kept.plain)) : kept.plain;
  if (encoding) void reply.header('Content-Encoding', encoding);
  void reply.header('Content-Length', Buffer.byteLength(body));
  return body;
}

const COMPRESS = {
  br: (plain: string) => brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (plain: string) => gzipSync(plain),
};
