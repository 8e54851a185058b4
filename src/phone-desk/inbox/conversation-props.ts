import type { Caller } from '../../access/caller.js';
import type { FieldError } from '../../platform/errors.js';
import type { Conversation } from './conversation.js';
import type { Colleague } from './hand-over.js';

/** What was typed. */
export interface AnswerValues {
  words: string;
  keepOpen: boolean;
  to: string;
  note: string;
}

export interface ConversationProps {
  caller: Caller;
  conversation: Conversation;
  colleagues: Colleague[];
  names: (actor: string | null) => string;
  values: AnswerValues;
  /** Of one segment. */
  price: number;
  now: Date;
  formToken: string;
  errors: FieldError[];
  said?: string;
}
