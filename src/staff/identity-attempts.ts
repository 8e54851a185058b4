import { Injectable } from '@nestjs/common';
import { cookieName } from '../access/credentials.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { cookieValue, setCookie } from '../platform/cookies.js';
import { Sealer } from '../platform/sealing.js';
import { SlowDowns } from '../platform/slow-downs.js';
import type { Identity, Secrets } from './identity-provider.js';
import { IdentityProvider, signInOver } from './identity-provider.js';
import { providerTries } from './tries.js';
import type { Visit } from './visit.js';

const MINUTES = 10;
const SEALED = 'cookie.oidc';

interface Aim {
  /** The page to go on to. */
  next: string;
  /** The session whose person is to prove again who they are; absent for signing in. */
  sessionId?: string;
}

/** One way to the provider and back. */
export interface Attempt extends Aim {
  secrets: Secrets;
  /** When it began, in milliseconds. */
  at: number;
}

/**
 * Ways to the provider and back. What must be known on the way back waits sealed in a cookie of the browser that began,
 * so that no other browser can end it; and each ends once.
 */
@Injectable()
export class IdentityAttempts {
  constructor(
    private readonly provider: IdentityProvider,
    private readonly slowDowns: SlowDowns,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws AppError 503 `provider_away`; 429 */
  async begin(aim: Aim, visit: Visit): Promise<{ url: string; cookie: string }> {
    await this.slowDowns.take(providerTries(visit));
    const { url, secrets } = await this.provider.question(aim.sessionId !== undefined);
    const attempt: Attempt = { ...aim, secrets, at: this.clock.now().getTime() };
    return { url, cookie: this.cookie(this.sealer.seal(JSON.stringify(attempt), SEALED), MINUTES * 60) };
  }

  /**
   * @param query what the provider sent along
   * @throws AppError 400 `sign_in_over`; 503 `provider_away`
   */
  async end(query: string, cookies: string | undefined): Promise<{ attempt: Attempt; identity: Identity }> {
    const attempt = this.read(cookies);
    // What somebody else made up uses nothing up: the real answer may still come.
    if (!attempt || new URLSearchParams(query).get('state') !== attempt.secrets.state) throw signInOver();
    const once = { key: `provider answer ${attempt.secrets.state}`, tries: 1, seconds: MINUTES * 60 };
    if ((await this.slowDowns.count(once)) > 0) throw signInOver();
    return { attempt, identity: await this.provider.answer(query, attempt.secrets) };
  }

  /** The Set-Cookie line after the end. */
  get goneCookie(): string {
    return this.cookie('', 0);
  }

  private read(cookies: string | undefined): Attempt | undefined {
    try {
      const sealed = cookieValue(cookies, cookieName('oidc', this.config)) ?? '';
      const attempt = JSON.parse(this.sealer.open(sealed, SEALED)) as Attempt;
      const age = this.clock.now().getTime() - attempt.at;
      return age <= MINUTES * 60_000 ? attempt : undefined;
    } catch {
      return undefined;
    }
  }

  /** `Lax`: the way back begins at the provider's site. */
  private cookie(value: string, maxAgeSeconds: number): string {
    const secure = this.config.publicUrl.startsWith('https:');
    const options = { path: '/', secure, sameSite: 'Lax' as const, maxAgeSeconds };
    return setCookie(cookieName('oidc', this.config), value, options);
  }
}
