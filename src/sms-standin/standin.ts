import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { registerAccountApi } from './account-api.js';
import { registerMessagesApi } from './messages-api.js';
import { registerPhonePages } from './phones.pages.js';
import type { Settings } from './provider.js';
import { SmsProvider } from './provider.js';

/** A stateful stand-in of the SMS provider: a real HTTP server that the provider's own SDK talks to. */
export class SmsStandin extends SmsProvider {
  private readonly server: FastifyInstance = fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 });

  constructor(settings: Settings) {
    super(settings);
    this.server.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, new URLSearchParams(body as string)),
    );
    registerMessagesApi(this.server, this);
    registerAccountApi(this.server, this);
    registerPhonePages(this.server, this);
  }

  async start({ port = 0, host = '127.0.0.1' } = {}): Promise<this> {
    await this.server.listen({ port, host });
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.stop();
    await this.server.close();
  }
}
