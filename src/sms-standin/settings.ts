import type { Env } from '../platform/env-values.js';
import { text, url, wholeNumber } from '../platform/env-values.js';
import { PRACTICE } from './account.js';

/** How the stand-in runs as a program of its own. */
export interface StandinSettings {
  host: string;
  port: number;
  /** What people see of the app: what it signs over and posts to. */
  publicUrl: string;
  appUrl?: string;
  account: { sid: string; token: string; from: string; service: string };
}

/** @throws ConfigError naming the variable that is wrong */
export function readStandinSettings(env: Env): StandinSettings {
  const address = (name: string) => url(env, name, ['http:', 'https:'])?.replace(/\/+$/, '');
  return {
    host: text(env, 'STANDIN_HOST') ?? '127.0.0.1',
    port: wholeNumber(env, 'STANDIN_PORT', 4010, 1, 65535),
    publicUrl: address('PUBLIC_URL') ?? 'http://localhost:3000',
    appUrl: address('STANDIN_APP_URL'),
    account: {
      sid: text(env, 'TWILIO_ACCOUNT_SID') ?? PRACTICE.sid,
      token: text(env, 'TWILIO_AUTH_TOKEN') ?? PRACTICE.token,
      from: text(env, 'TWILIO_FROM') ?? PRACTICE.from,
      service: text(env, 'TWILIO_MESSAGING_SERVICE_SID') ?? PRACTICE.service,
    },
  };
}

/** What is printed at the start: where the phone is, and how the app is started so that it talks to it. */
export function greeting({ port, publicUrl, account: { sid, token, from } }: StandinSettings): string {
  const own = token === PRACTICE.token ? token : '…';
  const elsewhere = publicUrl === 'http://localhost:3000' ? [] : [`PUBLIC_URL=${publicUrl}`];
  const settings = [
    ...elsewhere,
    ...['SMS_CHANNEL=twilio', `TWILIO_ACCOUNT_SID=${sid}`, `TWILIO_AUTH_TOKEN=${own}`, `TWILIO_FROM=${from}`],
    `TWILIO_API_BASE_URL=http://127.0.0.1:${port}`,
  ];
  return `
  The practice phone: http://127.0.0.1:${port}

  It stands in for the SMS provider. It is not a phone network: nothing leaves this machine, and nothing is kept.
  In another terminal, start the app so that it talks to it:

  ${settings.join(' ')} npm start

  Then book a place at ${publicUrl} with a made-up phone number, and look at the phone.
`;
}
