import { isIP } from 'node:net';
import { parseSecretKeys } from './secret-keys.js';
import type { SecretKey } from './secret-keys.js';
import type { Env } from './env-values.js';
import { ConfigError, decimal, flag, oneOf, required, text, url, wholeNumber } from './env-values.js';
import type { SmsConfig } from './sms-config.js';
import { smsConfig } from './sms-config.js';
export { ConfigError } from './env-values.js';
export type { SecretKey } from './secret-keys.js';
export type { SmsConfig, SmsLimits } from './sms-config.js';

export type EmailConfig = { channel: 'preview' } | { channel: 'smtp'; url: string; from: string };

/** The identity provider through which people of the team may sign in. */
export interface OidcConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What its button calls it, such as `Google`. */
  name: string;
  /** An email counts as verified although the provider does not say so. */
  trustsEmail: boolean;
}

/** The validated settings of one process. Made once at boot by `readConfig`, injected by its class. */
export class Config {
  port!: number;
  /** The address people see, without a slash at its end. */
  publicUrl!: string;
  /** Absent until the embedded PostgreSQL has filled it in. */
  databaseUrl?: string;
  migrationDatabaseUrl?: string;
  dataDir!: string;
  /** True when this process keeps its own PostgreSQL in `dataDir`. */
  embedded!: boolean;
  sms!: SmsConfig;
  /** What a segment costs, in US dollars: for estimates. */
  smsPrice!: number;
  email!: EmailConfig;
  /** Absent: people sign in with a password only. */
  oidc?: OidcConfig;
  /** Empty until the embedded database's own keys are read. */
  secretKeys!: SecretKey[];
  trustedProxies!: string[];
  /** Lets a monitoring system read `/metrics`; without it only API tokens do. */
  metricsToken?: string;
  runWorker!: boolean;
  demo!: boolean;
  logLevel!: string;
  /** How long a process keeps the pages that anyone may see; 0 keeps none. */
  cacheSeconds!: number;
  /** Requests in work at once; more are asked to come back. */
  maxInFlight!: number;
  /** Days after a clinic's own until what names its people is erased. */
  retentionDays!: number;
  /** Minutes after which a person of the team who does nothing must sign in again. */
  sessionIdleMinutes!: number;
}

/**
 * Reads and checks the environment.
 * @throws ConfigError naming the first variable that is wrong or missing.
 */
export function readConfig(env: Env): Config {
  const databaseUrl = url(env, 'DATABASE_URL', ['postgres:', 'postgresql:']);
  const embedded = databaseUrl === undefined;
  const port = wholeNumber(env, 'PORT', 3000, 0, 65535);
  const demo = flag(env, 'DEMO', embedded);
  const config = Object.assign(new Config(), {
    port,
    publicUrl: (url(env, 'PUBLIC_URL', ['http:', 'https:']) ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    databaseUrl,
    migrationDatabaseUrl: url(env, 'MIGRATION_DATABASE_URL', ['postgres:', 'postgresql:']),
    dataDir: text(env, 'DATA_DIR') ?? '.data',
    embedded,
    sms: smsConfig(env),
    smsPrice: decimal(env, 'SMS_SEGMENT_PRICE', 0.0113, 0, 10),
    email: emailConfig(env),
    oidc: oidcConfig(env),
    secretKeys: secretKeys(env, embedded),
    trustedProxies: proxies(env),
    metricsToken: metricsToken(env),
    runWorker: flag(env, 'RUN_WORKER', true),
    demo,
    logLevel: oneOf(env, 'LOG_LEVEL', ['silent', 'error', 'warn', 'info', 'debug'], 'info'),
    cacheSeconds: wholeNumber(env, 'CACHE_SECONDS', 1, 0, 5),
    maxInFlight: wholeNumber(env, 'MAX_IN_FLIGHT', 1_000, 1, 100_000),
    retentionDays: wholeNumber(env, 'RETENTION_DAYS', 30, 1, 3_650),
    sessionIdleMinutes: wholeNumber(env, 'SESSION_IDLE_MINUTES', 120, 5, 720),
  } satisfies Config);
  for (const channel of ['sms', 'email'] as const) {
    if (config[channel].channel === 'preview' && !embedded && !demo) {
      const name = channel === 'sms' ? 'SMS_CHANNEL' : 'EMAIL_CHANNEL';
      throw new ConfigError(`${name}: preview sends nothing; with DATABASE_URL set a real channel, or DEMO=true`);
    }
  }
  return config;
}

function emailConfig(env: Env): EmailConfig {
  if (oneOf(env, 'EMAIL_CHANNEL', ['preview', 'smtp'], 'preview') === 'preview') return { channel: 'preview' };
  const smtpUrl = url(env, 'SMTP_URL', ['smtp:', 'smtps:']);
  if (!smtpUrl) throw new ConfigError('SMTP_URL: needed when EMAIL_CHANNEL=smtp');
  const from = required(env, 'MAIL_FROM');
  if (/[\r\n]/.test(from) || !/^(?:[^<>]*<)?[^\s<>@]+@[^\s<>@]+>?$/.test(from)) {
    throw new ConfigError('MAIL_FROM: must be an address, such as Clinics <clinics@example.org>');
  }
  return { channel: 'smtp', url: smtpUrl, from };
}

function oidcConfig(env: Env): OidcConfig | undefined {
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME'] as const;
  if (names.every((name) => !text(env, name))) return undefined;
  const [issuer, clientId, clientSecret, name] = names.map((one) => required(env, one)) as [
    string,
    string,
    string,
    string,
  ];
  const { protocol, hostname, pathname } = new URL(url(env, 'OIDC_ISSUER', ['https:', 'http:']) ?? issuer);
  if (protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    throw new ConfigError('OIDC_ISSUER: must start with https://, unless it is on this machine');
  }
  if (hostname.startsWith('login.microsoftonline.') && !/^\/[\da-f-]{36}\/v2\.0\/?$/i.test(pathname)) {
    throw new ConfigError('OIDC_ISSUER: must name your own tenant by its id, https://login.microsoftonline.com/…/v2.0');
  }
  const trustsEmail = flag(env, 'OIDC_TRUST_EMAIL', false);
  if (trustsEmail && hostname === 'accounts.google.com') {
    throw new ConfigError('OIDC_TRUST_EMAIL: not with Google, where anybody can have an account');
  }
  return { issuer, clientId, clientSecret, name: name.slice(0, 40), trustsEmail };
}

function secretKeys(env: Env, embedded: boolean): SecretKey[] {
  const value = text(env, 'SECRET_KEYS');
  if (value === undefined) {
    if (embedded) return [];
    throw new ConfigError('SECRET_KEYS: needed with DATABASE_URL; make one with: npm run token -- --secret-key');
  }
  const keys = parseSecretKeys(value);
  if (!keys)
    throw new ConfigError('SECRET_KEYS: must be id:key pairs with commas between, each key 32 bytes in base64');
  return keys;
}

function proxies(env: Env): string[] {
  const list = (text(env, 'TRUSTED_PROXIES') ?? '').split(',').map((item) => item.trim());
  const wrong = list.find((item) => item && !isRange(item));
  if (wrong)
    throw new ConfigError('TRUSTED_PROXIES: must be addresses or ranges such as 10.0.0.0/8, with commas between');
  return list.filter(Boolean);
}

/** An address, or one with the number of bits that count. */
function isRange(item: string): boolean {
  const [address = '', bits = '0', ...more] = item.split('/');
  const version = isIP(address);
  return version > 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

function metricsToken(env: Env): string | undefined {
  const value = text(env, 'METRICS_TOKEN');
  if (value && !/^[\w-]{20,200}$/.test(value)) {
    throw new ConfigError('METRICS_TOKEN: must be 20 to 200 letters, digits, - or _');
  }
  return value;
}
