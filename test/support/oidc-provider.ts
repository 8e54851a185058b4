import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InteractionResults } from 'oidc-provider';
import { freePort } from './app-process.js';

/** An account at the provider; its id is its subject. */
export interface Account {
  sub: string;
  email?: string;
  email_verified?: boolean | null;
  [claim: string]: unknown;
}

type Claims = Record<string, unknown>;

/** A real identity provider on this machine, with accounts and a sign-in page of its own. */
export interface TestProvider {
  issuer: string;
  /** The settings by which an application lets people sign in here. */
  env: Record<string, string>;
  /** Another application that people sign in to here. */
  otherClient: string;
  accounts: Account[];
  /** Whether the email stands in the token itself, or is to be asked for. */
  emailInToken: (inToken: boolean) => void;
  /** Changes each token on its way to the application: its claims, and the key that signs it. */
  tamper: (change?: (claims: Claims) => Claims, key?: 'own' | 'foreign') => void;
  /** What a browser does: opens the address, signs in as this account, is led back. Returns the address led back to. */
  signIn: (url: string, sub: string) => Promise<string>;
  /** How many codes have been brought to it. */
  codesBrought: () => number;
  stop: () => Promise<void>;
  start: () => Promise<void>;
}

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** Starts it for an application at this address. */
export async function startOidcProvider(publicUrl: string): Promise<TestProvider> {
  const [port, own, foreign] = [await freePort(), newKey(), newKey()];
  const issuer = `http://127.0.0.1:${port}`;
  const accounts: Account[] = [];
  let tampering: { change: (claims: Claims) => Claims; key: typeof own } | undefined;
  let emailInToken = true;
  let brought = 0;

  const client = (client_id: string) => ({
    client_id,
    client_secret: `secret of ${client_id}`,
    redirect_uris: [`${publicUrl}/staff/oidc/return`],
  });
  // It warns of what is right for a test: a store in memory.
  const { warn } = console;
  Object.assign(console, { warn: () => undefined });
  const { Provider } = await import('oidc-provider');
  const provider = new Provider(issuer, {
    clients: [client('clinics'), client('other')],
    jwks: { keys: [{ ...own.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['cookies'] },
    features: { devInteractions: { enabled: false } },
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'xms_edov'] },
    get conformIdTokenClaims() {
      return !emailInToken;
    },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 600 },
    findAccount: (_ctx, sub) => {
      const account = accounts.find((one) => one.sub === sub);
      return account && { accountId: sub, claims: () => account };
    },
    // Whoever signs in has agreed.
    async loadExistingGrant({ oidc }) {
      const { Grant } = oidc.provider;
      const grant = new Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx, { uid }) => `/sign-in/${uid}` },
  });
  Object.assign(console, { warn });
  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith('/sign-in/')) {
      const sub = ctx.query['as'];
      if (sub === 'nobody') return respond({ error: 'access_denied', error_description: 'no thanks' });
      if (typeof sub === 'string') return respond({ login: { accountId: sub } });
      const links = accounts.map(({ sub }) => `<p><a href="?as=${sub}">Sign in as ${sub}</a></p>`);
      ctx.body = `<!doctype html><title>Provider</title>${links.join('')}`;
      return undefined;
    }
    if (ctx.path === '/token') brought += 1;
    await next();
    const body = ctx.body as { id_token?: string } | undefined;
    if (ctx.path === '/token' && tampering && body?.id_token) {
      const changed = tampering.change(JSON.parse(part(body.id_token, 1)) as Claims);
      ctx.body = { ...body, id_token: signed(part(body.id_token, 0), changed, tampering.key) };
    }
    async function respond(result: InteractionResults) {
      ctx.respond = false;
      await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
    }
  });

  const answer = provider.callback();
  let server = createServer((request, response) => void answer(request, response));
  const listen = () => new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  await listen();

  return {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'clinics',
      OIDC_CLIENT_SECRET: 'secret of clinics',
      OIDC_NAME: 'Team accounts',
    },
    otherClient: 'other',
    accounts,
    emailInToken: (inToken) => void (emailInToken = inToken),
    tamper: (change, key = 'own') => void (tampering = change && { change, key: key === 'own' ? own : foreign }),
    signIn: (url, sub) => follow(url, sub, publicUrl),
    codesBrought: () => brought,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    start: async () => {
      server = createServer((request, response) => void answer(request, response));
      await listen();
    },
  };
}

const part = (token: string, index: number) => Buffer.from(token.split('.')[index] ?? '', 'base64url').toString();

function signed(header: string, claims: Claims, key: ReturnType<typeof newKey>): string {
  const head = [header, JSON.stringify(claims)].map((text) => Buffer.from(text).toString('base64url')).join('.');
  return `${head}.${createSign('RSA-SHA256').update(head).sign(key, 'base64url')}`;
}

/** Goes where it is led, with the cookies it is given, until it is led back to the application. */
async function follow(url: string, sub: string, publicUrl: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = url;
  for (let steps = 0; steps < 10; steps++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`the provider led nowhere: ${response.status} ${await response.text()}`);
    at = new URL(location, at).href;
    if (at.startsWith(`${publicUrl}/`)) return at;
    if (new URL(at).pathname.startsWith('/sign-in/')) at = `${at}?as=${sub}`;
  }
  throw new Error('the provider leads round and round');
}
