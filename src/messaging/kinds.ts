import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database.js';

/** A row of the outbox, as a kind is asked about it. */
export interface MessageRow {
  id: string;
  subjectId: string;
  kind: string;
  channel: 'sms' | 'email';
  dedupeKey: string;
  attempts: number;
  /** 0 answers what somebody has just done; 1 can wait. */
  priority: number;
  /** After this it helps nobody any more: it is `missed`. */
  helpsUntil: Date | null;
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
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string };
  /** Where its reader, or their mail program with one click, makes these emails stop. Without it none of that stops it. */
  unsubscribeUrl?: string;
}

/**
 * Whether what messages were made of is still as it was: asked of all of one sort together, in the transaction after which
 * the provider has them. What it reads it holds (`for share`), so that a change waits until they are marked, or is seen.
 */
export interface StillSo<Of = unknown> {
  of: Of;
  all(this: void, tx: Tx, of: Of[]): Promise<boolean[]>;
}

/** What is sent, and to whom. */
export type Ready = ({ to: string; sms: SmsContent } | { to: string; email: EmailContent }) & {
  /** What it was made of, and whether that is still so. */
  still?: StillSo;
  /** It goes also where nothing is sent any more: it says that it has stopped. */
  endsTexts?: true;
};

/** What to send and to whom; or why nothing is sent, why it is too late, or when it may go. */
export type Prepared = Ready | { suppress: string } | { missed: string } | { notBefore: Date };

/** One sort of message. It is asked at the moment of sending, every time, of all that go together: still true? to whom? in what words? */
export interface MessageKind {
  name: string;
  /** It is tried by another way when it does not arrive, and in the end somebody is to be called. */
  matters?: boolean;
  /** Not sent again when the provider knows nothing of it: it was for the moment. */
  onlyOnce?: boolean;
  prepare: (messages: MessageRow[]) => Promise<Prepared[]>;
}

/** For kinds of which there are never many at once. */
export const oneByOne =
  (prepare: (message: MessageRow) => Promise<Prepared>): MessageKind['prepare'] =>
  (messages) =>
    Promise.all(messages.map(prepare));

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
