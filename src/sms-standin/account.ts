/** A sending number, as the provider keeps it for its owner. */
export interface OwnNumber {
  sid: string;
  phoneNumber: string;
  canText: boolean;
  /** Where texts to it are posted; another address where that fails. */
  smsUrl: string;
  smsMethod: string;
  smsFallbackUrl: string;
  /** An application that takes the place of the addresses; empty: none. */
  smsApplicationSid: string;
  /** What became of the verification of a toll-free number. */
  tollFreeStatus?: string;
}

/** Several numbers with settings in common, and their registration with the carriers. */
export interface MessagingService {
  sid: string;
  inboundRequestUrl: string | null;
  inboundMethod: string;
  fallbackUrl: string | null;
  useInboundWebhookOnNumber: boolean;
  /** Of its numbers. */
  numbers: string[];
  campaign?: { status: string; brandStatus: string };
}

/** What the provider knows of the organisation that sends. */
export interface Account {
  sid: string;
  token: string;
  status: string;
  type: string;
  numbers: OwnNumber[];
  services: MessagingService[];
}

const HEX = '0123456789abcdef'.repeat(2);
export const PRACTICE = { sid: `AC${HEX}`, token: 'token-of-the-account', from: '+16175550100', service: `MG${HEX}` };

interface Known {
  sid?: string;
  token?: string;
  from?: string;
  service?: string;
}

/** An account in which all is as it should be, for an app that people see at `publicUrl`. */
export function makeAccount(publicUrl: string, known: Known = {}): Account {
  const { sid = PRACTICE.sid, token = PRACTICE.token, from = PRACTICE.from, service = PRACTICE.service } = known;
  const inbound = `${publicUrl}/webhooks/twilio/inbound`;
  const number = { sid: `PN${HEX}`, phoneNumber: from, canText: true, smsApplicationSid: '' };
  return {
    ...{ sid, token, status: 'active', type: 'Full' },
    numbers: [{ ...number, smsUrl: inbound, smsMethod: 'POST', smsFallbackUrl: inbound }],
    services: [
      {
        ...{ sid: service, numbers: [from], useInboundWebhookOnNumber: false },
        ...{ inboundRequestUrl: inbound, inboundMethod: 'POST', fallbackUrl: inbound },
        campaign: { status: 'VERIFIED', brandStatus: 'APPROVED' },
      },
    ],
  };
}

/** Where what people write to a number is posted: first here, then there. Of a service its own addresses count, unless it defers. */
export function inboundAddresses({ numbers, services }: Account, to: string): string[] {
  const service = services.find((one) => one.numbers.includes(to));
  const number = numbers.find(({ phoneNumber }) => phoneNumber === to);
  const pair =
    service && !service.useInboundWebhookOnNumber
      ? [service.inboundRequestUrl, service.fallbackUrl]
      : [number?.smsUrl, number?.smsFallbackUrl];
  return pair.filter((address): address is string => !!address);
}
