import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Nothing in it can break a log line or a header, and no sentence fits in. */
const ID = /^[A-Za-z0-9._-]{8,64}$/;
const HEADER = 'X-Request-Id';

/**
 * The id of a request: the one our own proxy gave it, so that both logs can be laid side by side, else a new one. What
 * others send as an id is not looked at.
 */
export function requestIds(trustedProxies: string[]): (request: IncomingMessage) => string {
  const proxies = new BlockList();
  for (const range of trustedProxies) {
    const [address = '', bits] = range.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits) proxies.addSubnet(address, Number(bits), family);
    else proxies.addAddress(address, family);
  }
  return ({ headers, socket }) => {
    const given = headers['x-request-id'];
    const from = socket.remoteAddress ?? '';
    const trusted = typeof given === 'string' && ID.test(given) && proxies.check(from, isIPv6(from) ? 'ipv6' : 'ipv4');
    return trusted ? given : randomUUID();
  };
}

/** Says the id in each answer: who reports a problem can name it. */
export function registerRequestIds(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      nameRequest(request, reply);
      done();
    });
}

/** The same for answers that are made before any hook runs, such as to an address that cannot be decoded. */
export function nameRequest(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header(HEADER, request.id);
}
