import { ConfigError, readConfig } from './config.js';
import { newSecretKey } from './secret-keys.js';

const real = {
  DATABASE_URL: 'postgres://app@localhost/clinics',
  SECRET_KEYS: newSecretKey('a'),
  SMS_CHANNEL: 'twilio',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'secret',
  TWILIO_FROM: '+16173505480',
  EMAIL_CHANNEL: 'smtp',
  SMTP_URL: 'smtp://localhost:25',
  MAIL_FROM: 'Clinics <clinics@example.org>',
};

const oidc = {
  OIDC_ISSUER: 'https://accounts.google.com',
  OIDC_CLIENT_ID: 'clinics',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_NAME: 'Google',
};
const TENANT = 'https://login.microsoftonline.com/7f2a3c1e-0000-4000-8000-123456789abc/v2.0';

describe('readConfig', () => {
  it('needs nothing to try it out: embedded database, preview channels, demo set', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 3000, publicUrl: 'http://localhost:3000', embedded: true, demo: true });
    expect(config.sms.channel).toBe('preview');
  });

  it('takes a real set-up', () => {
    const config = readConfig({ ...real, PUBLIC_URL: 'https://clinics.example.org/' });
    expect(config).toMatchObject({ publicUrl: 'https://clinics.example.org', embedded: false, demo: false });
  });

  it.each([
    [{ PORT: 'abc' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ PUBLIC_URL: 'clinics.example.org' }, 'PUBLIC_URL'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    [{ ...real, SECRET_KEYS: '' }, 'SECRET_KEYS'],
    [{ SECRET_KEYS: 'a:tooshort' }, 'SECRET_KEYS'],
    [{ ...real, SMS_CHANNEL: 'preview' }, 'SMS_CHANNEL'],
    [{ ...real, EMAIL_CHANNEL: '' }, 'EMAIL_CHANNEL'],
    [{ ...real, SMS_CHANNEL: 'pigeon' }, 'SMS_CHANNEL'],
    [{ ...real, TWILIO_ACCOUNT_SID: 'x' }, 'TWILIO_ACCOUNT_SID'],
    [{ ...real, TWILIO_AUTH_TOKEN: '' }, 'TWILIO_AUTH_TOKEN'],
    [{ ...real, TWILIO_FROM: '' }, 'TWILIO_FROM'],
    [{ ...real, SMTP_URL: '' }, 'SMTP_URL'],
    [{ ...real, MAIL_FROM: 'nobody' }, 'MAIL_FROM'],
    [{ ...real, MAIL_FROM: 'x@example.org\r\nBcc: y@example.org' }, 'MAIL_FROM'],
    [{ TRUSTED_PROXIES: '10.0.0.0/8,proxy' }, 'TRUSTED_PROXIES'],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, 'TRUSTED_PROXIES'],
    [{ TRUSTED_PROXIES: '10.0.0.0/' }, 'TRUSTED_PROXIES'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
    [{ METRICS_TOKEN: 'with a space that no header carries' }, 'METRICS_TOKEN'],
    [{ RUN_WORKER: 'yes' }, 'RUN_WORKER'],
    [{ OIDC_NAME: 'Google' }, 'OIDC_ISSUER'],
    [{ ...oidc, OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID'],
    [{ ...oidc, OIDC_CLIENT_SECRET: '' }, 'OIDC_CLIENT_SECRET'],
    [{ ...oidc, OIDC_NAME: ' ' }, 'OIDC_NAME'],
    [{ ...oidc, OIDC_ISSUER: 'accounts.google.com' }, 'OIDC_ISSUER'],
    [{ ...oidc, OIDC_ISSUER: 'http://accounts.google.com' }, 'OIDC_ISSUER'],
    [{ ...oidc, OIDC_ISSUER: 'http://localhost.example.org' }, 'OIDC_ISSUER'],
    [{ ...oidc, OIDC_ISSUER: 'https://login.microsoftonline.com/common/v2.0' }, 'OIDC_ISSUER'],
    [{ ...oidc, OIDC_ISSUER: TENANT.replace('/v2.0', '') }, 'OIDC_ISSUER'],
    [{ ...oidc, OIDC_TRUST_EMAIL: 'true' }, 'OIDC_TRUST_EMAIL'],
  ])('stops with one line that names the variable, %#', (env, name) => {
    const read = () => readConfig(env);
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${name}: [^\n]+$`));
  });

  it.each(['https://accounts.google.com', TENANT, 'https://id.example.org/realms/team', 'http://127.0.0.1:4000'])(
    'lets people sign in through %s',
    (OIDC_ISSUER) => {
      expect(readConfig({ ...oidc, OIDC_ISSUER }).oidc).toEqual({
        issuer: OIDC_ISSUER,
        clientId: 'clinics',
        clientSecret: 'secret',
        name: 'Google',
        trustsEmail: false,
      });
    },
  );

  it('knows no identity provider unless it is told', () => {
    expect(readConfig({ OIDC_TRUST_EMAIL: 'false' }).oidc).toBeUndefined();
  });

  it('lets the preview run on a database only as a declared demo', () => {
    expect(readConfig({ ...real, SMS_CHANNEL: 'preview', DEMO: 'true' }).sms.channel).toBe('preview');
  });
});
