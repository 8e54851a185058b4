import twilio from 'twilio';
import type { Config, SmsConfig } from '../platform/config.js';
import type { SendResult, SmsChannel } from './channels.js';
import { neverConnected } from './channels.js';

type TwilioConfig = Extract<SmsConfig, { channel: 'twilio' }>;

const TIMEOUT_MS = 20_000;

/** The SMS provider through its own SDK. Each message tells the provider where to report what became of it. */
export function twilioChannel(settings: TwilioConfig, { publicUrl }: Config): SmsChannel {
  const client = twilio(settings.accountSid, settings.authToken, { httpClient: requestClient(settings.apiBaseUrl) });
  const { from, messagingServiceSid } = settings;
  return {
    name: 'twilio',
    send: async (messageId, to, body) => {
      const statusCallback = `${publicUrl}/webhooks/twilio/status/${messageId}`;
      const sender = messagingServiceSid ? { messagingServiceSid } : { from };
      try {
        const message = await client.messages.create({ to, body, statusCallback, ...sender });
        return { outcome: 'accepted', sid: message.sid };
      } catch (error) {
        return failure(error as ProviderError);
      }
    },
  };
}

interface ProviderError {
  status?: number;
  code?: number | string;
}

/**
 * A clear no is final; "too many" and "not now" are tried again; anything after which the provider may have taken the
 * message is unknown, because sending is not idempotent there.
 */
function failure({ status, code }: ProviderError): SendResult {
  const name = String(code ?? status ?? 'error').slice(0, 40);
  if (status === 429 || status === 503) return { outcome: 'retry', code: name };
  if (status !== undefined && status >= 400 && status < 500) return { outcome: 'refused', code: name };
  if (neverConnected(String(code))) return { outcome: 'retry', code: name };
  return { outcome: 'unknown', code: name };
}

/** The SDK's own client; another address of the same API replaces the host. */
function requestClient(apiBaseUrl: string | undefined): twilio.RequestClient {
  const client = new twilio.RequestClient({ timeout: TIMEOUT_MS });
  if (!apiBaseUrl) return client;
  const send = client.request.bind(client);
  client.request = (options) => send({ ...options, uri: options.uri.replace(/^https:\/\/[^/]+/, apiBaseUrl) });
  return client;
}
