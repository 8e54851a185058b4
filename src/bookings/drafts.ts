import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { cookieValue, setCookie } from '../platform/cookies.js';
import { Sealer } from '../platform/sealing.js';
import type { BookFormValues } from './book-form-values.js';

const COOKIE = 'draft';
const MINUTES = 30;

/** A form that was filled in and not yet sent for good. */
export interface Draft {
  slotId: string;
  values: BookFormValues;
  /** The form token of its review page: coming back to that page is the same submission. */
  formToken: string;
}

/**
 * Keeps a draft between the form and its review, so that "back" and "reload" work on plain pages: sealed, in a cookie
 * of the reader's own browser, for half an hour. The server keeps nothing of what is not booked.
 */
@Injectable()
export class Drafts {
  constructor(
    private readonly sealer: Sealer,
    private readonly config: Config,
  ) {}

  /** The Set-Cookie line for a draft. */
  cookie(draft: Draft): string {
    const options = { path: '/', secure: this.config.publicUrl.startsWith('https:'), maxAgeSeconds: MINUTES * 60 };
    return setCookie(COOKIE, this.sealer.seal(JSON.stringify(draft), 'cookie.draft'), options);
  }

  /** The draft for a slot in a Cookie header; undefined when there is none, or it is not ours. */
  read(cookies: string | undefined, slotId: string): Draft | undefined {
    const sealed = cookieValue(cookies, COOKIE);
    if (!sealed) return undefined;
    try {
      const draft = JSON.parse(this.sealer.open(sealed, 'cookie.draft')) as Draft;
      return draft.slotId === slotId ? draft : undefined;
    } catch {
      return undefined;
    }
  }
}
