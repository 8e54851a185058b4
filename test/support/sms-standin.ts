import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';

/** A message that the provider has taken. */
export interface TakenSms {
  sid: string;
  to: string;
  body: string;
  statusCallback: string;
}

/** What goes wrong instead of a 201: an error answer, or a line that dies before or after the message was taken. */
export type SmsTrouble =
  { status: number; code?: number; retryAfter?: string } | { line: 'reset_before' | 'reset_after' | 'hang' };

interface Written {
  sid?: string;
  token?: string;
  /** Of the app, as it was told to the provider. */
  publicUrl?: string;
  /** Such as how many pictures came with it. */
  more?: Record<string, string>;
}

const ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`;
const TOKEN = 'token-of-the-account';
const PATH = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;

/** A stateful stand-in of the SMS provider: a real HTTP server that its own SDK talks to. */
export class SmsStandin {
  /** In the order they were taken. */
  readonly sent: TakenSms[] = [];
  calls = 0;
  /** Asked at each call. */
  trouble: (to: string) => SmsTrouble | undefined = () => undefined;
  /** Runs after a message was taken and before the call is answered. */
  beforeAnswer: (sms: TakenSms) => Promise<unknown> = () => Promise.resolve();
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The settings with which the product talks to this provider. */
  get env(): Record<string, string> {
    return {
      SMS_CHANNEL: 'twilio',
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_FROM: '+16175550100',
      TWILIO_API_BASE_URL: this.url,
    };
  }

  /** What was sent to a number. */
  to(number: string): TakenSms[] {
    return this.sent.filter((sms) => sms.to === number);
  }

  /** Posts a delivery report to the app at `appUrl`, signed over the address that the app gave. */
  async report(
    appUrl: string,
    { sid, statusCallback, to, body }: TakenSms,
    status: string,
    { errorCode, token = TOKEN }: { errorCode?: string; token?: string } = {},
  ): Promise<number> {
    const said = { MessageSid: sid, MessageStatus: status, ...(errorCode && { ErrorCode: errorCode }) };
    const params = { ...said, AccountSid: ACCOUNT, From: '+16175550100', To: to, Body: body };
    const signature = twilio.getExpectedTwilioSignature(token, statusCallback, params);
    const answer = await fetch(appUrl + new URL(statusCallback).pathname, {
      method: 'POST',
      headers: { 'X-Twilio-Signature': signature },
      body: new URLSearchParams(params),
    });
    return answer.status;
  }

  /** Somebody writes to our number: posted as the provider does, signed over the app's public address. */
  async write(
    appUrl: string,
    from: string,
    body: string,
    { sid = `SM${randomBytes(16).toString('hex')}`, token = TOKEN, publicUrl = '', more = {} }: Written = {},
  ): Promise<Response> {
    const params = { MessageSid: sid, AccountSid: ACCOUNT, From: from, To: '+16175550100', Body: body, ...more };
    const signature = twilio.getExpectedTwilioSignature(token, `${publicUrl}/webhooks/twilio/inbound`, params);
    const headers = { 'X-Twilio-Signature': signature };
    return fetch(`${appUrl}/webhooks/twilio/inbound`, { method: 'POST', headers, body: new URLSearchParams(params) });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.calls += 1;
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const wrong = this.refusal(request, form);
    const trouble = wrong ?? this.trouble(form.get('To') ?? '');
    if (trouble && 'status' in trouble) return answerError(response, trouble);
    if (trouble?.line === 'reset_before') return (request.socket.resetAndDestroy(), undefined);
    const sms = this.take(form);
    if (trouble?.line === 'reset_after') return (request.socket.resetAndDestroy(), undefined);
    if (trouble?.line === 'hang') return;
    await this.beforeAnswer(sms);
    response.writeHead(201, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ sid: sms.sid, status: 'queued', to: sms.to }));
  }

  private take(form: URLSearchParams): TakenSms {
    const value = (name: string) => form.get(name) ?? '';
    const sid = `SM${randomBytes(16).toString('hex')}`;
    const sms = { sid, to: value('To'), body: value('Body'), statusCallback: value('StatusCallback') };
    this.sent.push(sms);
    return sms;
  }

  /** What the real one refuses. */
  private refusal({ method, url, headers }: IncomingMessage, form: URLSearchParams): SmsTrouble | undefined {
    const basic = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
    if (headers.authorization !== basic) return { status: 401, code: 20003 };
    if (method !== 'POST' || url !== PATH) return { status: 404, code: 20404 };
    if (!/^\+[1-9]\d{6,14}$/.test(form.get('To') ?? '')) return { status: 400, code: 21211 };
    if (!form.get('From') && !form.get('MessagingServiceSid')) return { status: 400, code: 21603 };
    if (!form.get('Body')) return { status: 400, code: 21602 };
    if (!/^https?:\/\/./.test(form.get('StatusCallback') ?? '')) return { status: 400, code: 21609 };
    return undefined;
  }
}

function answerError(response: ServerResponse, { status, code, retryAfter }: Extract<SmsTrouble, { status: number }>) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...(retryAfter && { 'Retry-After': retryAfter }) });
  response.end(JSON.stringify({ code, message: 'refused', status }));
}
