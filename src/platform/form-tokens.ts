import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from './clock.js';
import { AppError } from './errors.js';
import { sameText, Sealer } from './sealing.js';

/** As long as idempotency keys are kept. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * Signed tokens in our forms. They prove, to browsers that send no `Sec-Fetch-Site`, that the form is ours; and their
 * nonce is the form's idempotency key, so that a double click or a reload is one submission.
 */
@Injectable()
export class FormTokens {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** A token for one rendered form: `nonce.issued.signature`. */
  issue(): string {
    const head = `${randomBytes(12).toString('base64url')}.${this.clock.now().getTime().toString(36)}`;
    return `${head}.${this.signatures(head)[0]}`;
  }

  /**
   * The nonce of a token of ours that is younger than a day.
   * @throws AppError 403 `form_expired`
   */
  verify(token: unknown): string {
    const [nonce = '', issued = '', signature = ''] = typeof token === 'string' ? token.split('.') : [];
    const genuine = this.signatures(`${nonce}.${issued}`).some((right) => sameText(signature, right));
    const age = this.clock.now().getTime() - parseInt(issued, 36);
    if (!genuine || !(age <= LIFETIME_MS)) throw new AppError(403, 'form_expired');
    return nonce;
  }

  /** Under every key: a form that was open when the keys were rotated is still ours. */
  private signatures(head: string): string[] {
    return this.sealer.macs('form', head).map((mac) => mac.subarray(0, 16).toString('base64url'));
  }
}
