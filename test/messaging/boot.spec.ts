import { prepareGround } from '../../src/app/boot.js';
import { ConfigError } from '../../src/platform/config.js';
import { newSecretKey } from '../../src/platform/secret-keys.js';

const env = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:9/nothing',
  SECRET_KEYS: newSecretKey('test'),
  SMS_CHANNEL: 'twilio',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM: '+16175550100',
  DEMO: 'true',
};
const boot = (PUBLIC_URL: string, more = {}) => prepareGround({ ...env, PUBLIC_URL, ...more });

it.each([
  'https://citizenship-clinics.example.org',
  'https://example.org/Immigration',
  'https://ciudadania.example.org',
])(
  'an address that says what the clinics are about stops the start, because it stands in every text message: %s',
  async (address) => {
    await expect(boot(address)).rejects.toThrow(ConfigError);
    await expect(boot(address)).rejects.toThrow(/^PUBLIC_URL: [^\n]+$/);
  },
);

it('any other address, or no text messages, goes on to the database', async () => {
  await expect(boot('https://clinics.example.org')).rejects.toThrow(/^DATABASE_URL: /);
  const preview = { SMS_CHANNEL: 'preview' };
  await expect(boot('https://citizenship-clinics.example.org', preview)).rejects.toThrow(/^DATABASE_URL: /);
});
