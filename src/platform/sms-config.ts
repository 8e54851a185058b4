import type { Env } from './env-values.js';
import { ConfigError, decimal, oneOf, required, text, url, wholeNumber } from './env-values.js';

export type SmsConfig =
  | { channel: 'preview' }
  | {
      channel: 'twilio';
      accountSid: string;
      authToken: string;
      from?: string;
      messagingServiceSid?: string;
      apiBaseUrl?: string;
      limits: SmsLimits;
    };

/** How much goes out at most, against carriers' limits and against whoever makes us send to run up a bill. */
export interface SmsLimits {
  /** Of all our numbers together. */
  segmentsPerSecond: number;
  segmentsPerDay: number;
  /** Messages to one number within 24 hours. */
  perNumberPerDay: number;
}

/** @throws ConfigError naming the variable that is wrong or missing */
export function smsConfig(env: Env): SmsConfig {
  if (oneOf(env, 'SMS_CHANNEL', ['preview', 'twilio'], 'preview') === 'preview') return { channel: 'preview' };
  const from = text(env, 'TWILIO_FROM');
  const messagingServiceSid = text(env, 'TWILIO_MESSAGING_SERVICE_SID');
  if (!from && !messagingServiceSid) {
    throw new ConfigError('TWILIO_FROM: give a sending number, or TWILIO_MESSAGING_SERVICE_SID');
  }
  const accountSid = required(env, 'TWILIO_ACCOUNT_SID');
  if (!/^AC[0-9a-zA-Z]{32}$/.test(accountSid)) {
    throw new ConfigError('TWILIO_ACCOUNT_SID: must be AC and 32 letters or digits');
  }
  const authToken = required(env, 'TWILIO_AUTH_TOKEN');
  const apiBaseUrl = url(env, 'TWILIO_API_BASE_URL', ['http:', 'https:'])?.replace(/\/+$/, '');
  const limits = {
    segmentsPerSecond: decimal(env, 'SMS_SEGMENTS_PER_SECOND', 1, 0.1, 10_000),
    segmentsPerDay: wholeNumber(env, 'SMS_SEGMENTS_PER_DAY', 2_000, 1, 10_000_000),
    perNumberPerDay: wholeNumber(env, 'SMS_PER_NUMBER_PER_DAY', 20, 1, 10_000),
  };
  return { channel: 'twilio', accountSid, authToken, from, messagingServiceSid, apiBaseUrl, limits };
}
