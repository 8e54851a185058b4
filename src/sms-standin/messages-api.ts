import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { segments } from '../messaging/segments.js';
import type { Account } from './account.js';
import { answerError, guarded, mayCall } from './answers.js';
import type { SmsTrouble } from './mishaps.js';
import type { TakenSms } from './phones.js';
import type { SmsProvider } from './provider.js';

/** Sending, and asking what became of it. */
export function registerMessagesApi(server: FastifyInstance, standin: SmsProvider): void {
  const { account } = standin;
  const path = `/2010-04-01/Accounts/${account.sid}/Messages`;
  server.post(`${path}.json`, (request, reply) => send(standin, request, reply));
  const preHandler = [guarded(account), () => standin.beforeQuestion()];
  server.get<{ Params: { sid: string } }>(`${path}/:sid(^SM[0-9a-f]{32}).json`, { preHandler }, (request, reply) => {
    if (!standin.answersQuestions) return answerError(reply, { status: 503, code: 20503 });
    const one = standin.sent.find(({ sid }) => sid === request.params.sid);
    return one ? told(account, one) : answerError(reply, { status: 404, code: 20404 });
  });
  server.get<{ Querystring: { To?: string; PageSize?: string; Page?: string } }>(
    `${path}.json`,
    { preHandler },
    ({ query }, reply) => {
      if (!standin.answersQuestions) return answerError(reply, { status: 503, code: 20503 });
      const [size, page] = [Number(query.PageSize ?? 50), Number(query.Page ?? 0)];
      const found = query.To ? standin.to(query.To) : standin.sent;
      const newest = found.toReversed().slice(page * size, (page + 1) * size);
      const more = new URLSearchParams({ ...query, Page: String(page + 1) });
      const next = (page + 1) * size < found.length ? `${path}.json?${more}` : null;
      return { messages: newest.map((sms) => told(account, sms)), page, page_size: size, next_page_uri: next };
    },
  );
}

async function send(standin: SmsProvider, request: FastifyRequest, reply: FastifyReply) {
  standin.calls += 1;
  const form = new URLSearchParams(request.body as URLSearchParams);
  const value = (name: string) => form.get(name) ?? '';
  const wrong = refusal(standin, request, form);
  const trouble = wrong ?? standin.trouble(value('To'));
  if (trouble && 'status' in trouble) return answerError(reply, trouble);
  const { socket } = request.raw;
  const reset = () => (reply.hijack(), socket.resetAndDestroy(), undefined);
  if (trouble?.line === 'reset_before') return reset();
  if (trouble?.line === 'hang_before') return reply.hijack();
  const from = value('From') || senderOf(standin.account, value('MessagingServiceSid'));
  const said = { from, to: value('To'), body: value('Body'), statusCallback: value('StatusCallback') };
  const sms = standin.take(said);
  if (trouble?.line === 'reset_after') return reset();
  if (trouble?.line === 'hang') return reply.hijack();
  await standin.beforeAnswer(sms);
  // As it was taken: what a report has moved meanwhile is not in the answer.
  return reply.status(201).send({ ...told(standin.account, sms), status: 'queued', error_code: null });
}

const senderOf = ({ services }: Account, sid: string) => services.find((one) => one.sid === sid)?.numbers[0] ?? '';

/** What the real one refuses. */
function refusal(
  { account, phones }: SmsProvider,
  request: FastifyRequest,
  form: URLSearchParams,
): SmsTrouble | undefined {
  const value = (name: string) => form.get(name) ?? '';
  if (!mayCall(account, request)) return { status: 401, code: 20003 };
  if (!/^\+[1-9]\d{6,14}$/.test(value('To'))) return { status: 400, code: 21211 };
  const [from, service] = [value('From'), value('MessagingServiceSid')];
  if (!from && !service) return { status: 400, code: 21603 };
  if (service ? !senderOf(account, service) : !account.numbers.some(({ phoneNumber }) => phoneNumber === from)) {
    return { status: 400, code: service ? 21705 : 21659 };
  }
  if (!value('Body')) return { status: 400, code: 21602 };
  if (!/^https?:\/\/./.test(value('StatusCallback'))) return { status: 400, code: 21609 };
  return phones.of(value('To')).optedOut ? { status: 400, code: 21610 } : undefined;
}

/** A message as the API tells of it. */
function told({ sid: account }: Account, sms: TakenSms) {
  const date = sms.takenAt.toUTCString();
  return {
    ...{ sid: sms.sid, account_sid: account, from: sms.from, to: sms.to, body: sms.body, status: sms.status },
    ...{ num_segments: String(segments(sms.body).count), num_media: '0', direction: 'outbound-api' },
    ...{ error_code: Number(sms.errorCode) || null, error_message: null, price: null, price_unit: 'USD' },
    ...{ date_created: date, date_updated: date, date_sent: sms.status === 'queued' ? null : date },
    ...{ api_version: '2010-04-01', messaging_service_sid: null, subresource_uris: {} },
    uri: `/2010-04-01/Accounts/${account}/Messages/${sms.sid}.json`,
  };
}
