import type { FastifyInstance, FastifyReply } from 'fastify';
import type { MessagingService, OwnNumber } from './account.js';
import { answerError, guarded, mayCall } from './answers.js';
import type { SmsProvider } from './provider.js';

const V1 = 'https://messaging.twilio.com/v1';
type Row = Record<string, unknown>;

/** What the provider tells an account about itself: its numbers, its services, and their registration. */
export function registerAccountApi(server: FastifyInstance, { account }: SmsProvider): void {
  const here = `/2010-04-01/Accounts/${account.sid}`;
  const preHandler = guarded(account);
  const get = (path: string, tell: (asked: Record<string, string>) => unknown) =>
    server.get(path, { preHandler }, ({ params, query }, reply) => {
      const found = tell({ ...(query as object), ...(params as object) });
      return found ?? answerError(reply, { status: 404, code: 20404 });
    });
  const service = (sid?: string) => account.services.find((one) => one.sid === sid);
  const number = (phoneNumber: string) => account.numbers.find((one) => one.phoneNumber === phoneNumber);

  get(`${here}.json`, () => ({ sid: account.sid, status: account.status, type: account.type }));
  get(`${here}/IncomingPhoneNumbers.json`, ({ PhoneNumber }) => ({
    incoming_phone_numbers: account.numbers
      .filter(({ phoneNumber }) => !PhoneNumber || phoneNumber === PhoneNumber)
      .map(numberRow),
    next_page_uri: null,
  }));
  get('/v1/Services', () => page('services', account.services.map(serviceRow)));
  get('/v1/Services/:sid', ({ sid }) => {
    const found = service(sid);
    return found && serviceRow(found);
  });
  get('/v1/Services/:sid/PhoneNumbers', ({ sid }) => {
    const numbers = service(sid)?.numbers.flatMap((one) => number(one) ?? []);
    return numbers && page('phone_numbers', numbers.map(poolRow));
  });
  get('/v1/Services/:sid/Compliance/Usa2p', ({ sid }) => {
    const found = service(sid);
    return found && page('compliance', found.campaign ? [campaignRow(found, found.campaign.status)] : []);
  });
  get('/v1/a2p/BrandRegistrations/:sid', ({ sid }) => {
    const found = account.services.find((one) => brandOf(one) === sid);
    return found?.campaign && { sid, status: found.campaign.brandStatus };
  });
  get('/v1/Tollfree/Verifications', ({ TollfreePhoneNumberSid }) => {
    const found = account.numbers.find(({ sid }) => sid === TollfreePhoneNumberSid);
    return page('verifications', found?.tollFreeStatus ? [{ sid: 'HH', status: found.tollFreeStatus }] : []);
  });
  server.setNotFoundHandler((request, reply: FastifyReply) => {
    const known = mayCall(account, request);
    return answerError(reply, known ? { status: 404, code: 20404 } : { status: 401, code: 20003 });
  });
}

/** A list as the newer part of the API gives it. */
const page = (key: string, rows: Row[]) => ({ [key]: rows, meta: { key, next_page_url: null, url: V1 } });

const numberRow = (one: OwnNumber): Row => ({
  ...{ sid: one.sid, phone_number: one.phoneNumber, capabilities: { sms: one.canText, voice: true, mms: false } },
  ...{ sms_url: one.smsUrl, sms_method: one.smsMethod, sms_application_sid: one.smsApplicationSid },
  ...{ sms_fallback_url: one.smsFallbackUrl, sms_fallback_method: 'POST' },
});

/** The same number, as the list of a service has it. */
const poolRow = ({ sid, phoneNumber, canText }: OwnNumber): Row => ({
  ...{ sid, phone_number: phoneNumber, capabilities: canText ? ['SMS', 'Voice'] : ['Voice'] },
});

const serviceRow = (one: MessagingService): Row => ({
  ...{ sid: one.sid, inbound_request_url: one.inboundRequestUrl, inbound_method: one.inboundMethod },
  ...{ fallback_url: one.fallbackUrl, fallback_method: 'POST', status_callback: null },
  ...{ use_inbound_webhook_on_number: one.useInboundWebhookOnNumber },
});

const brandOf = ({ sid }: MessagingService) => sid.replace(/^MG/, 'BN');

const campaignRow = (service: MessagingService, campaign_status: string): Row => ({
  ...{ sid: `QE${service.sid.slice(2)}`, campaign_status, brand_registration_sid: brandOf(service) },
});
