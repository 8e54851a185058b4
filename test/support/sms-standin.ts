import { makeAccount, PRACTICE } from '../../src/sms-standin/account.js';
import type { TakenSms } from '../../src/sms-standin/phones.js';
import { inboundParams, reportParams } from '../../src/sms-standin/posted.js';
import { newSid } from '../../src/sms-standin/provider.js';
import { signedPost } from '../../src/sms-standin/signed-post.js';
import { SmsStandin as Standin } from '../../src/sms-standin/standin.js';
export type { SmsTrouble } from '../../src/sms-standin/mishaps.js';
export type { TakenSms } from '../../src/sms-standin/phones.js';

interface Written {
  sid?: string;
  token?: string;
  /** Of the app, as it was told to the provider. */
  publicUrl?: string;
  /** Such as how many pictures came with it. */
  more?: Record<string, string>;
}

/** The stand-in of the SMS provider, which says nothing by itself: a test reports and writes when it wants to. */
export class SmsStandin extends Standin {
  constructor() {
    super({ account: makeAccount('https://clinics.example.org') });
    this.trouble = () => undefined;
  }

  /** The settings with which the product talks to this provider. */
  get env(): Record<string, string> {
    return {
      SMS_CHANNEL: 'twilio',
      TWILIO_ACCOUNT_SID: PRACTICE.sid,
      TWILIO_AUTH_TOKEN: PRACTICE.token,
      TWILIO_FROM: PRACTICE.from,
      TWILIO_API_BASE_URL: this.url,
      // As fast as they come, but where a test is about the pace.
      SMS_SEGMENTS_PER_SECOND: '10000',
      SMS_SEGMENTS_PER_DAY: '1000000',
    };
  }

  /** Posts a delivery report to the app at `appUrl`, signed over the address that the app gave. */
  async report(
    appUrl: string,
    sms: Pick<TakenSms, 'sid' | 'statusCallback' | 'to' | 'body'>,
    status: string,
    { errorCode, token = PRACTICE.token }: { errorCode?: string; token?: string } = {},
  ): Promise<number> {
    if (token === PRACTICE.token) Object.assign(sms, { status, errorCode });
    const params = reportParams(PRACTICE.sid, sms, status, errorCode);
    return (await signedPost({ address: sms.statusCallback, params, token, appUrl })).status;
  }

  /** Somebody writes to our number: posted as the provider does, signed over the app's public address. */
  async write(
    appUrl: string,
    from: string,
    body: string,
    { sid = newSid('SM'), token = PRACTICE.token, publicUrl = appUrl, more = {} }: Written = {},
  ): Promise<Response> {
    if (token === PRACTICE.token) this.actOn(from, body);
    const inbound = { sid, from, to: PRACTICE.from, body, pictures: 0 };
    const params = { ...inboundParams(PRACTICE.sid, inbound), ...more };
    return signedPost({ address: `${publicUrl}/webhooks/twilio/inbound`, params, token, appUrl });
  }
}
