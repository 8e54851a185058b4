import { segments } from '../messaging/segments.js';
import type { OptOutType } from './opt-out-words.js';
import type { TakenSms } from './phones.js';

const VERSION = '2010-04-01';
const BOSTON = { City: 'BOSTON', State: 'MA', Zip: '02108', Country: 'US' };
const placeOf = (who: 'From' | 'To') =>
  Object.fromEntries(Object.entries(BOSTON).map(([name, value]) => [who + name, value]));

/** What the provider posts about a message of the app's. */
export function reportParams(
  account: string,
  { sid, from, to }: Pick<TakenSms, 'sid' | 'to'> & { from?: string },
  status: string,
  errorCode?: string,
): Record<string, string> {
  return {
    ...{ MessageSid: sid, SmsSid: sid, MessageStatus: status, SmsStatus: status },
    ...{ AccountSid: account, From: from ?? '', To: to, ApiVersion: VERSION },
    ...(errorCode && { ErrorCode: errorCode }),
  };
}

interface Inbound {
  sid: string;
  from: string;
  to: string;
  body: string;
  pictures: number;
  optOut?: OptOutType;
}

/** What the provider posts of a text that somebody wrote. */
export function inboundParams(account: string, { sid, from, to, body, pictures, optOut }: Inbound) {
  const media = Array.from({ length: pictures }, (_, i) => [
    [`MediaContentType${i}`, 'image/jpeg'],
    [`MediaUrl${i}`, `https://api.twilio.com/${VERSION}/Accounts/${account}/Messages/${sid}/Media/ME${i}`],
  ]).flat();
  return {
    ...{ ToCountry: BOSTON.Country, SmsStatus: 'received', ApiVersion: VERSION },
    ...{ MessageSid: sid, SmsSid: sid, SmsMessageSid: sid, AccountSid: account, From: from, To: to, Body: body },
    ...{ NumMedia: String(pictures), NumSegments: String(body ? segments(body).count : 1) },
    ...placeOf('From'),
    ...placeOf('To'),
    ...(optOut && { OptOutType: optOut }),
    ...(Object.fromEntries(media) as Record<string, string>),
  };
}
