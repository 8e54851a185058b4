import { Injectable } from '@nestjs/common';
import type { ClientAuth, Configuration, IDToken, UserInfoResponse } from 'openid-client';
import * as oidc from 'openid-client';
import { Clock } from '../platform/clock.js';
import type { OidcConfig } from '../platform/config.js';
import { Config } from '../platform/config.js';
import { emailRule } from '../platform/email-address.js';
import { AppError, notFound } from '../platform/errors.js';
import { Log } from '../platform/logging.js';

const TIMEOUT_SECONDS = 10;
/** After that we ask the provider anew what it says of itself. */
const LEARNED_MS = 24 * 60 * 60_000;

/** What we must hold against the answer of the provider: it is to this question and no other. */
export interface Secrets {
  state: string;
  nonce: string;
  verifier: string;
}

/** Whom the provider says it is. */
export interface Identity {
  issuer: string;
  /** The provider's own name for the person, which stays when their email changes. */
  subject: string;
  /** Absent unless the provider stands for it. */
  verifiedEmail?: string;
  /** When the person last proved to the provider who they are; absent when it does not tell. */
  provenAt?: Date;
}

/** The identity provider, by OpenID Connect: authorization code flow with PKCE, state and nonce. */
@Injectable()
export class IdentityProvider {
  private learned?: { configuration: Configuration; at: number };

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** What people call it; undefined when there is none. */
  get name(): string | undefined {
    return this.config.oidc?.name;
  }

  /**
   * The address at which the provider asks the person who they are.
   * @param anew also somebody who is signed in there already
   * @throws AppError 503 `provider_away`; 404 when there is no provider
   */
  async question(anew: boolean): Promise<{ url: string; secrets: Secrets }> {
    const secrets = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
    const url = oidc.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.returnUrl,
      scope: 'openid email',
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
      ...(anew && { prompt: 'login', max_age: '0' }),
    });
    return { url: url.href, secrets };
  }

  /**
   * Whom the answer speaks of. The library checks all of it: state, who answers (`iss`), the code with its verifier, and of
   * the token its signature, issuer, audience, times and nonce.
   * @param query what the provider sent along
   * @throws AppError 400 `sign_in_over` when it is no answer to this question; 503 `provider_away`
   */
  async answer(query: string, { state, nonce, verifier }: Secrets): Promise<Identity> {
    const configuration = await this.configuration();
    try {
      const url = new URL(`${this.returnUrl}?${query}`);
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await oidc.authorizationCodeGrant(configuration, url, checks);
      const token = tokens.claims() as IDToken;
      const asked = token.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined;
      const claims = asked ? await oidc.fetchUserInfo(configuration, tokens.access_token, token.sub) : token;
      return {
        issuer: token.iss,
        subject: token.sub,
        verifiedEmail: verifiedEmail(claims, this.settings.trustsEmail),
        provenAt: token.auth_time === undefined ? undefined : new Date(token.auth_time * 1_000),
      };
    } catch (error) {
      this.log.warn('no sign-in through the identity provider', { code: codeOf(error) });
      throw isAway(error) ? away() : signInOver();
    }
  }

  private get settings(): OidcConfig {
    if (!this.config.oidc) throw notFound();
    return this.config.oidc;
  }

  private get returnUrl(): string {
    return `${this.config.publicUrl}/staff/oidc/return`;
  }

  /** Asked for when it is needed: a provider that is down keeps nobody from starting, nor from using a password. */
  private async configuration(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const now = this.clock.now().getTime();
    if (this.learned && now - this.learned.at < LEARNED_MS) return this.learned.configuration;
    const server = new URL(issuer);
    // Plain http is for a provider on this machine; see the configuration.
    const plain = server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    try {
      const configuration = await oidc.discovery(server, clientId, undefined, authenticate(clientSecret), {
        timeout: TIMEOUT_SECONDS,
        // Without it the library takes the token as the line brought it, and looks at no signature.
        execute: [...plain, oidc.enableNonRepudiationChecks],
      });
      this.learned = { configuration, at: now };
      return configuration;
    } catch (error) {
      this.log.warn('the identity provider does not answer', { code: codeOf(error) });
      throw away();
    }
  }
}

/** This question has had its answer, was asked too long ago, or in another browser. */
export const signInOver = () => new AppError(400, 'sign_in_over');

const away = () => new AppError(503, 'provider_away');

/** In the way that the provider takes; where it does not say, in the one that it must take. */
const authenticate =
  (secret: string): ClientAuth =>
  (server, client, body, headers) => {
    const { token_endpoint_auth_methods_supported: ways = [] } = server;
    const isPost = ways.includes('client_secret_post') && !ways.includes('client_secret_basic');
    (isPost ? oidc.ClientSecretPost : oidc.ClientSecretBasic)(secret)(server, client, body, headers);
  };

/** Only plain addresses: letters that merely become others when they are made small name somebody else. */
function verifiedEmail(claims: IDToken | UserInfoResponse, trusted: boolean): string | undefined {
  const { email, email_verified: verified, xms_edov: ownDomain } = claims;
  if (typeof email !== 'string' || emailRule(email)) return undefined;
  // Microsoft has no `email_verified`; this one says that the domain is the tenant's own.
  const isSaid = verified === true || [true, 1, '1', 'true'].includes(ownDomain as string);
  return isSaid || (trusted && verified === undefined) ? email : undefined;
}

/** What went wrong, as a word of the protocol or the library; never what a person or a provider wrote. */
function codeOf(error: unknown): string {
  const { error: said, code, name } = error as { error?: unknown; code?: unknown; name?: unknown };
  const found = [said, code, name].find((one) => typeof one === 'string' && /^\w{1,40}$/.test(one));
  return typeof found === 'string' ? found : 'unknown';
}

/** The line to the provider broke, or the provider itself is not well. */
function isAway(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const isBroken = [error, cause].some((one) => (one as Error | undefined)?.message === 'fetch failed');
  return isBroken || code === 'OAUTH_TIMEOUT' || ((cause as Response | undefined)?.status ?? 0) >= 500;
}
