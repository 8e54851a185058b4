import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { cookieName, sessionToken } from '../access/credentials.js';
import type { Origin } from '../access/origin.js';
import { Origins } from '../access/origin.js';
import { Config } from '../platform/config.js';
import { cookieValue, setCookie } from '../platform/cookies.js';
import { networkOf } from '../platform/network.js';
import { Sealer } from '../platform/sealing.js';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** What a request tells of whoever has not yet proven anything. */
export interface Visit {
  origin: Origin;
  network: string;
  userAgent?: string;
  /** The token of a session, whoever's it is. */
  token?: string;
  /** The cookie of a device that somebody signed in from before. */
  known?: string;
}

/** Reads visits; and knows the devices from which somebody signed in before. */
@Injectable()
export class Visits {
  constructor(
    private readonly origins: Origins,
    private readonly sealer: Sealer,
    private readonly config: Config,
  ) {}

  of(request: FastifyRequest): Visit {
    return {
      origin: this.origins.of(request),
      network: networkOf(request.ip),
      userAgent: request.headers['user-agent'],
      token: sessionToken(request, this.config),
      known: cookieValue(request.headers.cookie, cookieName('known', this.config)),
    };
  }

  /** The id of the device, if this person signed in from it before: an attacker elsewhere cannot use up its tries. */
  knownDevice({ known = '' }: Visit, staffId: string): string | undefined {
    const [device = '', signature = ''] = known.split('.');
    const [a, b] = [signature, this.sign(device, staffId)].map((text) => createHash('sha256').update(text).digest());
    return a && b && timingSafeEqual(a, b) ? device : undefined;
  }

  /** The Set-Cookie line by which this device is known from now on. */
  remember(staffId: string): string {
    const device = randomBytes(16).toString('base64url');
    const secure = this.config.publicUrl.startsWith('https:');
    return setCookie(cookieName('known', this.config), `${device}.${this.sign(device, staffId)}`, {
      path: '/',
      secure,
      maxAgeSeconds: YEAR_SECONDS,
    });
  }

  private sign(device: string, staffId: string): string {
    return this.sealer.mac('known-device', `${device}.${staffId}`).toString('base64url');
  }
}
