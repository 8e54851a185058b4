import type twilio from 'twilio';
import type { TwilioConfig } from '../../messaging/twilio.channel.js';
import type { Finding } from './findings.js';
import { either, ok, unknown, wrong } from './findings.js';
import { campaignFindings, tollFreeFindings } from './registration.js';

/** Services that are looked through for the one that a number belongs to. */
const LOOKED_AT = 50;
const TOLL_FREE = /^\+18(?:00|33|44|55|66|77|88)/;
const SEE = 'see docs/messaging.md';

/** What the provider tells of account, sender, addresses and registration. It is asked, and nothing is changed. */
export async function providerFindings(
  client: twilio.Twilio,
  settings: TwilioConfig,
  inbound: string,
): Promise<Finding[]> {
  try {
    const { status, type } = await client.api.v2010.accounts(settings.accountSid).fetch();
    return [
      ok('The provider accepts TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.'),
      either(status === 'active', 'The account is active.', `The account is ${status}: nothing goes out; ${SEE}.`),
      ...(type === 'Trial'
        ? [wrong('It is a trial account: it texts only numbers that were verified there. Upgrade it.')]
        : []),
      ...(await attempt('sender', () => senderFindings(client, settings, inbound))),
      ok('Delivery reports: each text names its own address; nothing is to be set for them.'),
      unknown(`Advanced opt-out, geo permissions and redaction: its API does not tell. Look in its console; ${SEE}.`),
    ];
  } catch (error) {
    const { status, code } = error as { status?: number; code?: number | string };
    if (status === undefined && code === undefined) throw error;
    if (status === 401 || status === 404) {
      return [
        wrong('The provider refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN. Copy both anew from its console.'),
      ];
    }
    return [unknown(`The provider did not answer (${code ?? status}): its side was not checked.`)];
  }
}

/** The findings, or that this could not be asked. */
export async function attempt(what: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    const { status, code } = error as { status?: number; code?: number | string };
    if (status === undefined && code === undefined) throw error;
    return [unknown(`The ${what}: the provider did not tell (${code ?? status}).`)];
  }
}

type OwnNumber = Awaited<ReturnType<twilio.Twilio['incomingPhoneNumbers']['list']>>[number];
type Service = Awaited<ReturnType<twilio.Twilio['messaging']['v1']['services']['list']>>[number];

async function senderFindings(client: twilio.Twilio, settings: TwilioConfig, inbound: string): Promise<Finding[]> {
  const { from = '', messagingServiceSid } = settings;
  if (messagingServiceSid) {
    const service = await orNothing(client.messaging.v1.services(messagingServiceSid).fetch());
    if (!service) return [wrong('TWILIO_MESSAGING_SERVICE_SID: there is no such service on this account.')];
    const pool = await poolOf(client, service.sid);
    if (pool.length === 0) return [wrong('The messaging service has no number to send from: add one.')];
    const numbers = await Promise.all(pool.map(({ phoneNumber }) => numberOf(client, phoneNumber)));
    const known = numbers.filter((one) => one !== undefined);
    return [
      ok('The messaging service is on the account.'),
      ...(await serviceFindings(client, service, known, inbound)),
    ];
  }
  const number = await numberOf(client, from);
  if (!number) return [wrong('TWILIO_FROM: there is no such number on this account.')];
  const there = ok('The sending number is on the account.');
  const service = await serviceOf(client, from);
  if (service) return [there, ...(await serviceFindings(client, service, [number], inbound))];
  const registered = TOLL_FREE.test(from)
    ? await attempt('toll-free verification', () => tollFreeFindings(client, number.sid))
    : [wrong(`The number belongs to no messaging service, so to no A2P campaign: carriers block it; ${SEE}.`)];
  return [there, canText([number]), ...addressesOf(number, inbound), ...registered];
}

/** Settings of a service, or of its numbers where it leaves the addresses to them. */
async function serviceFindings(client: twilio.Twilio, service: Service, numbers: OwnNumber[], inbound: string) {
  const own = { url: service.inboundRequestUrl, method: service.inboundMethod, fallback: service.fallbackUrl };
  const addresses = service.useInboundWebhookOnNumber
    ? [ok('The service leaves replies to its numbers: their addresses count.')].concat(
        numbers.flatMap((number) => addressesOf(number, inbound)),
      )
    : [ok('The service takes replies itself: addresses at its numbers do not count.'), ...replyFindings(own, inbound)];
  const local = numbers.some(({ phoneNumber }) => !TOLL_FREE.test(phoneNumber));
  const tollFree = numbers.filter(({ phoneNumber }) => TOLL_FREE.test(phoneNumber));
  const registered = [
    ...(local ? await attempt('A2P registration', () => campaignFindings(client, service.sid)) : []),
    ...(
      await Promise.all(
        tollFree.map(({ sid }) => attempt('toll-free verification', () => tollFreeFindings(client, sid))),
      )
    ).flat(),
  ];
  return [canText(numbers), ...addresses, ...registered];
}

const canText = (numbers: OwnNumber[]) =>
  either(
    numbers.every(({ capabilities }) => capabilities.sms),
    'It can send texts.',
    'A number that is to send cannot send texts (SMS capability).',
  );

function addressesOf(number: OwnNumber, inbound: string): Finding[] {
  if (number.smsApplicationSid) {
    return [wrong('An application at the number takes the place of its addresses: take it out.')];
  }
  const { smsUrl: url, smsMethod: method, smsFallbackUrl: fallback } = number;
  return replyFindings({ url, method, fallback }, inbound);
}

interface Addresses {
  url: string | null;
  method: string;
  fallback: string | null;
}

/** Whether what people write comes to us, also while the first try fails. */
function replyFindings({ url, method, fallback }: Addresses, inbound: string): Finding[] {
  if (url !== inbound) {
    return [wrong(`What people write ${url ? 'goes to another address' : 'goes nowhere'}: set ${inbound}, HTTP POST.`)];
  }
  return [
    either(
      method === 'POST',
      'What people write comes to our address.',
      'What people write comes with HTTP GET: set POST.',
    ),
    either(
      fallback === inbound,
      'It is tried a second time when we did not take it.',
      `What people write while the app restarts is lost: set the fallback address to the same, ${inbound}.`,
    ),
  ];
}

const numberOf = async (client: twilio.Twilio, phoneNumber: string) =>
  (await client.incomingPhoneNumbers.list({ phoneNumber, limit: 1 }))[0];

// An instance out of a list does not know its own context: the SDK is asked by id.
const poolOf = (client: twilio.Twilio, serviceSid: string) =>
  client.messaging.v1.services(serviceSid).phoneNumbers.list({ limit: LOOKED_AT });

async function serviceOf(client: twilio.Twilio, from: string): Promise<Service | undefined> {
  for (const service of await client.messaging.v1.services.list({ limit: LOOKED_AT })) {
    const pool = await poolOf(client, service.sid);
    if (pool.some(({ phoneNumber }) => phoneNumber === from)) return service;
  }
  return undefined;
}

/** Undefined for what is not there. */
const orNothing = <T>(asked: Promise<T>) =>
  asked.catch((error: unknown) => {
    if ((error as { status?: number }).status === 404) return undefined;
    throw error;
  });
