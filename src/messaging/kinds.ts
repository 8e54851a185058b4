import { Injectable } from '@nestjs/common';

/** A row of the outbox, as a kind is asked about it. */
export interface MessageRow {
  id: string;
  subjectId: string;
  kind: string;
  channel: 'sms' | 'email';
  dedupeKey: string;
  attempts: number;
}

export interface SmsContent {
  text: string;
  /** Who writes, how to get help and how to make it stop: goes with the first message to a number. */
  firstLine: string;
}

export interface EmailContent {
  subject: string;
  text: string;
  html: string;
  calendar?: { method: 'PUBLISH' | 'CANCEL'; content: string };
}

/** What to send and to whom, or why nothing is sent. */
export type Prepared = { to: string; sms: SmsContent } | { to: string; email: EmailContent } | { suppress: string };

/** One sort of message. It is asked at the moment of sending, every time: still true? to whom? in what words? */
export interface MessageKind {
  name: string;
  /** Somebody is to be called when it does not arrive. */
  matters?: boolean;
  prepare: (message: MessageRow) => Promise<Prepared>;
}

/** The kinds that features have registered; messaging itself knows none. */
@Injectable()
export class MessageKinds {
  private readonly kinds = new Map<string, MessageKind>();

  register(kind: MessageKind): void {
    this.kinds.set(kind.name, kind);
  }

  find(name: string): MessageKind | undefined {
    return this.kinds.get(name);
  }

  /** The names of those that somebody is to be called for. */
  get mattering(): string[] {
    return [...this.kinds.values()].filter(({ matters }) => matters).map(({ name }) => name);
  }
}
