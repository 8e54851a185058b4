import { randomUUID } from 'node:crypto';
import twilio from 'twilio';
import { forbiddenInSms } from '../../clinics/sms-name-rules.js';
import type { TwilioConfig } from '../../messaging/twilio.channel.js';
import type { Finding } from './findings.js';
import { either, ok, unknown, wrong } from './findings.js';

const PATIENCE_MS = 10_000;

/** How one gets to an address of ours; differs from it only where a test, or a network, needs another way. */
export type Reach = (address: string) => string;

/** What can be told of the settings alone. */
export function settingsFindings(
  { from, messagingServiceSid, apiBaseUrl }: TwilioConfig,
  publicUrl: string,
): Finding[] {
  const { protocol } = new URL(publicUrl);
  return [
    ok('SMS_CHANNEL is twilio, and the settings are complete.'),
    either(
      protocol === 'https:',
      'PUBLIC_URL is on https.',
      'PUBLIC_URL must be on https: links and replies travel over it.',
    ),
    ...(forbiddenInSms(publicUrl)
      ? [wrong('PUBLIC_URL stands in texts, which never say what the clinics are about: use another.')]
      : []),
    ...(messagingServiceSid && !/^MG[0-9a-f]{32}$/.test(messagingServiceSid)
      ? [wrong('TWILIO_MESSAGING_SERVICE_SID must be MG and 32 digits or letters from a to f.')]
      : []),
    ...(from && !/^\+[1-9]\d{6,14}$/.test(from)
      ? [wrong('TWILIO_FROM must be a number as +16175550100, with no spaces.')]
      : []),
    ...(from && messagingServiceSid ? [ok('The messaging service sends; TWILIO_FROM is not used.')] : []),
    ...(apiBaseUrl
      ? [
          unknown(
            'TWILIO_API_BASE_URL is set: texts go there and not to the provider. Right to try with, wrong for real.',
          ),
        ]
      : []),
  ];
}

/** Whether the app answers at its public address, and believes what the provider signs, and nothing else. */
export async function addressFindings(token: string, publicUrl: string, reach: Reach): Promise<Finding[]> {
  const health = await ask(reach(`${publicUrl}/health/live`));
  if (!health) return [wrong('PUBLIC_URL does not answer from here. Is the app running, and is its name known?')];
  const said = (await health.json().catch(() => null)) as { status?: string } | null;
  if (!health.ok || said?.status !== 'ok') {
    return [wrong(`PUBLIC_URL answers, but not as this app does (${health.status} at /health/live).`)];
  }
  return [ok('PUBLIC_URL answers, and it is this app.'), ...(await signatureFindings(token, publicUrl, reach))];
}

/** Two empty reports about a message that there never was: nothing comes of them. */
async function signatureFindings(token: string, publicUrl: string, reach: Reach): Promise<Finding[]> {
  const address = `${publicUrl}/webhooks/twilio/status/${randomUUID()}`;
  const post = async (signature: string) =>
    (await ask(reach(address), { headers: { 'X-Twilio-Signature': signature } }))?.status;
  const forged = await post('forged');
  const signed = await post(twilio.getExpectedTwilioSignature(token, address, {}));
  if (forged === 404) {
    return [wrong('The app that runs there does not send by the provider: start it with these settings.')];
  }
  return [
    either(
      forged === 403,
      'A forged post is refused.',
      `A forged post is not refused (${forged ?? 'no answer'}): something answers in place of the app.`,
    ),
    either(
      signed === 404 || signed === 204,
      'A signed post is believed: token and PUBLIC_URL are those of the app that runs.',
      `A signed post is not believed (${signed ?? 'no answer'}): the app that runs has another TWILIO_AUTH_TOKEN or PUBLIC_URL, or a proxy changes the address.`,
    ),
  ];
}

async function ask(address: string, post?: { headers: Record<string, string> }): Promise<Response | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const body = post && { ...post, method: 'POST', body: new URLSearchParams() };
  return fetch(address, { ...body, signal, redirect: 'manual' }).catch(() => undefined);
}
