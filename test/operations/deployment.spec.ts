import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../../src/platform/config.js';
import { newSecretKey } from '../../src/platform/secret-keys.js';
import { readStandinSettings } from '../../src/sms-standin/settings.js';
import { ROOT } from './dockerfile.js';

interface Service {
  image: string;
  profiles?: string[];
  command?: string[];
  restart?: string;
  environment: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  networks: string[] | Record<string, { ipv4_address: string }>;
  healthcheck?: { test?: string[]; disable?: boolean };
  volumes?: string[];
  ports?: string[];
}

const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const source = read('docker-compose.yml');
const compose = parse(source, { merge: true }) as {
  services: Record<string, Service>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
};
const { services } = compose;
const apps = ['app-1', 'app-2', 'worker'] as const;

/** Every variable that the program reads, and those that the README tells of. */
const parsed = read('src/platform/config.ts') + read('src/platform/sms-config.ts');
const known = new Set([...parsed.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map(([, name]) => name));
const told = new Set([...read('README.md').matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)].map(([, name]) => name));

/** `NAME=value` lines; with `commented` also those that are there to be uncommented. */
function settings(text: string, commented = false): Record<string, string> {
  const found = [...text.matchAll(commented ? /^#?(\w+)=(.*)$/gm : /^(\w+)=(.*)$/gm)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}

const example = read('docs/operations/clinics.env.example');
/** The example as somebody fills it in. */
const filled: Record<string, string> = {
  ...settings(example),
  ...{ POSTGRES_PASSWORD: 'a1', OWNER_PASSWORD: 'b2', APP_PASSWORD: 'c3', SECRET_KEYS: newSecretKey('one') },
  ...{ METRICS_TOKEN: 'x'.repeat(32), TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'secret' },
  TWILIO_FROM: '+16173505480',
};

/** What Compose makes of `${NAME:?}` and `${NAME:-default}`. */
function resolve(value: string, env: Record<string, string>): string {
  return value.replace(/\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string, other: string) => {
    if (kind === '?' && !env[name]) throw new Error(`${name} must be set`);
    return env[name] || (kind === '-' ? other : '');
  });
}

const environmentOf = (name: string, env = filled) =>
  Object.fromEntries(
    Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [key, resolve(String(value), env)]),
  );

it('two instances serve, one worker sends; with a database, mail and a proxy', () => {
  const usual = Object.keys(services).filter((name) => !services[name]?.profiles);
  expect(usual).toEqual(['app-1', 'app-2', 'worker', 'db', 'mail', 'proxy']);
  expect(apps.map((name) => services[name]?.environment['RUN_WORKER'])).toEqual(['false', 'false', 'false']);
  expect(services['worker']?.command).toEqual(['node', 'dist/src/worker.js']);
  expect(services['db']?.image).toBe('postgres:18');
});

it.each(apps)('%s knows every variable that it is given, and is given all that it must have', (name) => {
  const environment = environmentOf(name);
  expect(Object.keys(environment).filter((key) => !known.has(key) || !told.has(key))).toEqual([]);
  expect(readConfig(environment)).toMatchObject({
    embedded: false,
    demo: false,
    runWorker: false,
    publicUrl: 'https://clinics.example.org',
    databaseUrl: 'postgres://clinics_app:c3@db:5432/clinics',
    migrationDatabaseUrl: 'postgres://clinics_owner:b2@db:5432/clinics',
    sms: { channel: 'twilio' },
    email: { channel: 'smtp', url: 'smtp://mail:1025' },
    trustedProxies: ['172.30.0.2'],
  });
  const tried = { ...filled, SMS_CHANNEL: 'preview', DEMO: 'true', TWILIO_ACCOUNT_SID: '', METRICS_TOKEN: '' };
  expect(readConfig(environmentOf(name, tried))).toMatchObject({ demo: true, sms: { channel: 'preview' } });
});

it('the stand-in of the SMS provider runs only when it is asked for, and the app finds it with the settings of the example', () => {
  expect(services['sms-standin']).toMatchObject({ profiles: ['try'], command: ['node', 'dist/src/sms-standin.js'] });
  const made = { TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'made-up' };
  const env = { ...settings(example, true), ...filled, ...made, TWILIO_FROM: '+16175550100' };
  const { publicUrl, appUrl, host, port, account } = readStandinSettings(environmentOf('sms-standin', env));
  expect([host, appUrl, publicUrl]).toEqual(['0.0.0.0', 'http://app-1:3000', 'https://clinics.example.org']);
  const { sms } = readConfig(environmentOf('app-1', env));
  expect(sms).toMatchObject({ apiBaseUrl: `http://sms-standin:${port}`, accountSid: account.sid, from: account.from });
});

it('without the secrets nothing starts; none stands in the file', () => {
  for (const name of ['PUBLIC_URL', 'SECRET_KEYS', 'APP_PASSWORD', 'OWNER_PASSWORD', 'MAIL_FROM']) {
    expect(() => environmentOf('app-1', { ...filled, [name]: '' })).toThrow(`${name} must be set`);
  }
  const secret = /(PASSWORD|SECRET|TOKEN|KEYS|SID)/;
  for (const { environment } of Object.values(services)) {
    for (const [key, value] of Object.entries(environment ?? {})) {
      if (secret.test(key)) expect(value).toMatch(/^\$\{[A-Z_]+:[-?]\}$/);
    }
  }
});

it('each service is given only what is its own', () => {
  expect(Object.keys(environmentOf('proxy'))).toEqual(['SITE_ADDRESS']);
  expect(Object.keys(environmentOf('db'))).toEqual(['POSTGRES_PASSWORD', 'OWNER_PASSWORD', 'APP_PASSWORD']);
  expect(Object.keys(environmentOf('app-1'))).not.toContain('POSTGRES_PASSWORD');
});

it('everything named is there: services waited for, networks, volumes, files', () => {
  for (const [name, { depends_on = {}, networks, volumes = [], healthcheck, restart }] of Object.entries(services)) {
    for (const [other, { condition }] of Object.entries(depends_on)) {
      expect(condition).toBe('service_healthy');
      // The app's own check stands in its image.
      const check = services[other]?.healthcheck?.test?.join(' ') ?? read('Dockerfile');
      expect(check).toMatch(other.startsWith('app') ? /^HEALTHCHECK/m : /^CMD/);
    }
    const asked = Array.isArray(networks) ? networks : Object.keys(networks);
    expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining(asked));
    for (const [from = ''] of volumes.map((volume) => volume.split(':'))) {
      if (from.startsWith('./')) expect(read(from)).not.toBe('');
      else expect(Object.keys(compose.volumes)).toContain(from);
    }
    expect(restart).toBe('unless-stopped');
    if (name === 'worker') expect(healthcheck).toEqual({ disable: true });
  }
});

it('only the proxy is open to others; it alone is believed, and keeps the metrics inside', () => {
  const open = Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
  expect(open).toEqual(['mail 127.0.0.1:8025:8025', 'sms-standin 127.0.0.1:4010:4010', 'proxy 80:80', 'proxy 443:443']);
  expect(services['proxy']?.networks).toEqual({ front: { ipv4_address: '172.30.0.2' } });
  expect(services['db']?.networks).toEqual(['back']);
  const caddy = read('docs/operations/Caddyfile');
  expect(caddy).toMatch(/@inside path \/metrics\n\s*respond @inside 404/);
  expect(caddy).toContain('reverse_proxy app-1:3000 app-2:3000');
  expect(caddy).toContain('header_up X-Request-Id {http.request.uuid}');
  expect(caddy).not.toMatch(/^\s*log\b/m);
});

it('the example names every variable that is asked for, and no other', () => {
  const asked = new Set([...source.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name));
  const named = new Set(Object.keys(settings(example, true)));
  const optional = ['TWILIO_MESSAGING_SERVICE_SID', 'DEMO'];
  expect([...asked].filter((name) => !named.has(name) && !optional.includes(name))).toEqual([]);
  expect([...named].filter((name) => !asked.has(name) && !known.has(name))).toEqual([]);
});

it.each(['clinics', 'clinics-worker'])(
  'the unit %s starts again, leaves the program its time, and may do little',
  (name) => {
    const unit = read(`docs/operations/${name}.service`);
    const set = settings(unit);
    expect(set).toMatchObject({ User: 'clinics', Restart: 'always', EnvironmentFile: '/etc/clinics.env' });
    expect(set).toMatchObject({ NoNewPrivileges: 'yes', ProtectSystem: 'strict', CapabilityBoundingSet: '' });
    expect(Number(set['TimeoutStopSec'])).toBeGreaterThan(20);
    // Memory that is written and then run is how JavaScript is compiled.
    expect(unit).not.toContain('MemoryDenyWriteExecute');
  },
);

it('Prometheus asks every instance under the name that the alerts know', () => {
  const prometheus = parse(read('docs/operations/prometheus.yml')) as {
    rule_files: string[];
    scrape_configs: { job_name: string; static_configs: { targets: string[] }[] }[];
  };
  expect(prometheus.rule_files).toEqual(['alerts.yml']);
  const [job] = prometheus.scrape_configs;
  expect(job).toMatchObject({ job_name: 'clinics', static_configs: [{ targets: ['app-1:3000', 'app-2:3000'] }] });
});
