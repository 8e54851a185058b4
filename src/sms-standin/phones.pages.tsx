import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findAsset } from '../ui/assets.js';
import type { TroubleName } from './mishaps.js';
import { TROUBLES } from './mishaps.js';
import { findOwnAsset } from './own-assets.js';
import type { Condition } from './phones.js';
import { CONDITIONS } from './phones.js';
import type { Draft } from './phones.view.js';
import { PhonesView } from './phones.view.js';
import type { SmsProvider } from './provider.js';

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

type WithId = { Params: { id: string } };

/** The practice telephone in a browser: to read what came, to answer, and to choose what goes wrong. */
export function registerPhonePages(server: FastifyInstance, provider: SmsProvider): void {
  const show = (reply: FastifyReply, status: number, { id, draft }: { id?: string; draft?: Draft } = {}) => {
    const phone = id === undefined ? undefined : provider.phones.find(Number(id));
    if (id !== undefined && !phone) return reply.status(404).headers(HEADERS).send('There is no such phone.');
    const page = `<!doctype html>${PhonesView({ provider, phone, draft }) as string}`;
    return reply.status(status).headers(HEADERS).type('text/html; charset=utf-8').send(page);
  };
  const preHandler = ownFormsOnly;

  server.get('/', (_request, reply) => show(reply, 200));
  server.get<WithId>('/phones/:id', ({ params: { id } }, reply) => show(reply, 200, { id }));
  server.post<WithId>('/phones/:id/answer', { preHandler }, async ({ params: { id }, body }, reply) => {
    const phone = provider.phones.find(Number(id));
    const text = textOf(body);
    if (phone && (text.body || text.pictures > 0)) await provider.receive({ from: phone.number, ...text });
    return goTo(reply, `/phones/${id}#end`);
  });
  server.post<WithId>('/phones/:id/condition', { preHandler }, ({ params: { id }, body }, reply) => {
    const phone = provider.phones.find(Number(id));
    const condition = (body as URLSearchParams).get('condition') ?? '';
    if (phone && condition in CONDITIONS) phone.condition = condition as Condition;
    return goTo(reply, `/phones/${id}#end`);
  });
  server.post('/write', { preHandler }, async ({ body }, reply) => {
    const form = body as URLSearchParams;
    const typed = form.get('from') ?? '';
    const from = numberOf(typed);
    const text = textOf(form);
    if (!from) {
      const wrong = 'The phone number needs 10 digits, or a + and the number of another country.';
      return show(reply, 422, { draft: { from: typed, body: text.body, wrong } });
    }
    await provider.receive({ from, ...text });
    return goTo(reply, `/phones/${provider.phones.of(from).id}#end`);
  });
  server.post('/mishaps', { preHandler }, ({ body }, reply) => {
    const form = body as URLSearchParams;
    const count = (name: string, max: number) => Math.min(Math.max(Math.trunc(Number(form.get(name))) || 0, 0), max);
    const next = (form.get('next') ?? '') in TROUBLES ? (form.get('next') as TroubleName) : 'none';
    Object.assign(provider.mishaps, {
      next,
      left: next === 'none' ? 0 : count('left', 99),
      delaySeconds: count('delaySeconds', 600),
      copies: count('copies', 25) || 1,
      outOfOrder: form.has('outOfOrder'),
      advancedOptOut: form.has('advancedOptOut'),
    });
    return goTo(reply, /^\/(?:phones\/\d+)?$/.exec(form.get('back') ?? '')?.[0] ?? '/');
  });
  server.get<{ Params: { hash: string; name: string } }>('/assets/:hash/:name', ({ params }, reply) => {
    const path = `${params.hash}/${params.name}`;
    const asset = findOwnAsset(path) ?? findAsset(path);
    if (!asset) return reply.status(404).send();
    return reply
      .headers({ ...HEADERS, 'Cache-Control': 'max-age=31536000, immutable' })
      .type(asset.type)
      .send(asset.plain);
  });
}

const goTo = (reply: FastifyReply, path: string) => reply.redirect(path, 303);

/** A page from elsewhere, open in the same browser, posts nothing here. */
function ownFormsOnly({ headers }: FastifyRequest, reply: FastifyReply, done: () => void) {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin') return done();
  void reply.status(403).headers(HEADERS).send('Only the forms of this page post here.');
}

function textOf(body: unknown) {
  const form = body as URLSearchParams;
  return { body: (form.get('body') ?? '').trim().slice(0, 1600), pictures: form.has('picture') ? 1 : 0 };
}

/** Ten digits are a number of this country. */
function numberOf(typed: string): string | undefined {
  const digits = typed.replace(/\D/g, '');
  if (/^[2-9]\d{9}$/.test(digits) && !typed.includes('+')) return `+1${digits}`;
  return /^[1-9]\d{6,14}$/.test(digits) && (typed.includes('+') || digits.length === 11) ? `+${digits}` : undefined;
}
