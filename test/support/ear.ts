import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { PRACTICE } from '../../src/sms-standin/account.js';

interface Heard {
  path: string;
  params: Record<string, string>;
  /** Signed by the provider for this path of the public address. */
  isSigned: boolean;
}

/** In the place of the app: hears what the provider posts, and answers as told. */
export class Ear {
  readonly heard: Heard[] = [];
  /** What a post is answered with. */
  status: (path: string) => number = () => 204;
  private server!: Server;

  constructor(private readonly publicUrl: string) {}

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      void request.toArray().then((chunks) => {
        const path = request.url ?? '';
        const params = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
        const signature = String(request.headers['x-twilio-signature']);
        const isSigned = twilio.validateRequest(PRACTICE.token, signature, this.publicUrl + path, params);
        this.heard.push({ path, params, isSigned });
        response.writeHead(this.status(path)).end();
      });
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
