import type { EmailContent } from './kinds.js';

/** What becomes of handing a message over. `unknown`: it may have been taken; nobody can tell yet. */
export type SendResult =
  | { outcome: 'accepted'; sid?: string }
  | { outcome: 'refused'; code: string }
  | { outcome: 'retry'; code: string; afterSeconds?: number }
  | { outcome: 'unknown'; code: string };

/** A message that the provider is asked about: by its id there, or by what can be told of it. */
export type Asked =
  { sid: string } | { to: string; text: string; since: Date; isOurs: (sid: string) => Promise<boolean> };

/** What the provider knows of it; that it has none such; or that it cannot be asked now. */
export type ProviderSays = { sid: string; status: string; code: string | null } | 'not_there' | 'cannot_tell';

export interface SmsChannel {
  name: string;
  send: (messageId: string, to: string, text: string) => Promise<SendResult>;
  /** Absent where there is nobody to ask. */
  ask?: (about: Asked) => Promise<ProviderSays>;
}

export interface EmailChannel {
  name: string;
  send: (messageId: string, to: string, content: EmailContent) => Promise<SendResult>;
  close?: () => void;
}

/** The two ways out, as configured. */
export class Channels {
  constructor(
    readonly sms: SmsChannel,
    readonly email: EmailChannel,
  ) {}
}

/** Sends nothing: the message stays in the outbox, where the preview mailbox shows it. */
export const previewChannel: SmsChannel & EmailChannel = {
  name: 'preview',
  send: () => Promise.resolve({ outcome: 'accepted' }),
};
