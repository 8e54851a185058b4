import twilio from 'twilio';
import type { Config, SmsConfig } from '../platform/config.js';
import type { SendResult, SmsChannel } from './channels.js';
import { askTwilio } from './twilio-questions.js';

export type TwilioConfig = Extract<SmsConfig, { channel: 'twilio' }>;

/** Without its answer a message is unknown, so it is waited for; a question is simply asked again. */
const TIMEOUTS_MS = { send: 20_000, ask: 5_000 };
/** The connection was never made: trying again cannot send twice. */
const NOT_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** The SMS provider through its own SDK. Each message tells the provider where to report what became of it. */
export function twilioChannel(settings: TwilioConfig, { publicUrl }: Config, timeouts = TIMEOUTS_MS): SmsChannel {
  const client = twilioClient(settings, timeouts.send);
  const questions = twilioClient(settings, timeouts.ask);
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
    ask: (about) => askTwilio(questions, about),
  };
}

/** The provider's own SDK, on our account. */
export const twilioClient = (settings: TwilioConfig, timeout = TIMEOUTS_MS.send) =>
  twilio(settings.accountSid, settings.authToken, { httpClient: requestClient(settings, timeout) });

interface ProviderError {
  status?: number;
  code?: number | string;
  afterSeconds?: number;
}

/** What the SDK's client gives of an answer. */
interface Answer {
  statusCode: number;
  headers: Record<string, string | undefined>;
  body?: { code?: number };
}

/** The provider asks us to wait. The SDK's own error leaves out for how long. */
class Busy extends Error implements ProviderError {
  constructor(
    readonly status: number,
    readonly code: number | undefined,
    readonly afterSeconds: number | undefined,
  ) {
    super('the provider asks to wait');
  }
}

/** "Too many", "not now"; and no to our account, which somebody will mend: none of them took the message. */
const NOT_NOW = [401, 404, 429, 503];

/**
 * A clear no to the message is final; a no to us or "not now" is tried again; anything after which the provider may have
 * taken the message is unknown, because sending is not idempotent there.
 */
function failure({ status, code, afterSeconds }: ProviderError): SendResult {
  const name = String(code ?? status ?? 'error').slice(0, 40);
  if (status !== undefined && NOT_NOW.includes(status)) return { outcome: 'retry', code: name, afterSeconds };
  if (status !== undefined && status >= 400 && status < 500) return { outcome: 'refused', code: name };
  if (NOT_CONNECTED.includes(name)) return { outcome: 'retry', code: name };
  return { outcome: 'unknown', code: name };
}

/**
 * The SDK's own client; another address of the same API replaces the host. A connection is not kept: one that the other
 * side closes just as we write would leave the message unknown.
 */
function requestClient({ apiBaseUrl }: TwilioConfig, timeout: number): twilio.RequestClient {
  const client = new twilio.RequestClient({ timeout, keepAlive: false });
  const send = client.request.bind(client);
  client.request = async (options) => {
    const uri = apiBaseUrl ? options.uri.replace(/^https:\/\/[^/]+/, apiBaseUrl) : options.uri;
    const response = await send({ ...options, uri });
    const { statusCode: status, headers, body } = response as Answer;
    const wait = Number(headers['retry-after']);
    if (wait > 0 && (status === 429 || status === 503)) throw new Busy(status, body?.code, wait);
    return response;
  };
  return client;
}
