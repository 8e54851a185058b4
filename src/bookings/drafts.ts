import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { cookieValue, setCookie } from '../platform/cookies.js';
import { Sealer } from '../platform/sealing.js';
import type { BookFormValues } from './book-form-values.js';

const COOKIE = 'draft';
const MINUTES = 30;
/** What every browser keeps of one cookie, its name and attributes included. */
const MAX_LENGTH = 4000;

/** A form that was filled in and not yet sent for good. */
export interface Draft {
  slotId: string;
  values: BookFormValues;
  /** The form token of its review page: coming back to that page is the same submission. */
  formToken: string;
}

/** What became of a draft: the place is booked, and this is its page. Nothing that was typed stays behind. */
export interface Done {
  slotId: string;
  done: string;
}

/**
 * Keeps a draft between the form and its review, so that "back" and "reload" work on plain pages: sealed, in a cookie
 * of the reader's own browser, for half an hour at most and only until it is booked, because the next reader may sit at
 * the same library computer. The server keeps nothing of what is not booked. Without cookies one can book all the same.
 */
@Injectable()
export class Drafts {
  constructor(
    private readonly sealer: Sealer,
    private readonly config: Config,
  ) {}

  /** The headers that an empty form brings along: a cookie that tells, if it comes back, that the browser keeps them. */
  trial(cookies: string | undefined): Record<string, string> {
    return cookieValue(cookies, COOKIE) === undefined ? { 'Set-Cookie': this.line('0') } : {};
  }

  /** The Set-Cookie line for a draft; undefined when this browser does not keep cookies, or not such long ones. */
  cookie(draft: Draft, cookies: string | undefined): string | undefined {
    if (cookieValue(cookies, COOKIE) === undefined) return undefined;
    const line = this.line(this.seal(draft));
    return line.length > MAX_LENGTH ? undefined : line;
  }

  /** The Set-Cookie line that puts an end to a draft. */
  doneCookie(done: Done): string {
    return this.line(this.seal(done));
  }

  /** What a Cookie header says of the draft for a slot; undefined when there is none, or it is not ours. */
  read(cookies: string | undefined, slotId: string): Draft | Done | undefined {
    const sealed = cookieValue(cookies, COOKIE);
    if (!sealed) return undefined;
    try {
      const kept = JSON.parse(this.sealer.open(sealed, 'cookie.draft')) as Draft | Done;
      return kept.slotId === slotId ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  private seal(kept: Draft | Done): string {
    return this.sealer.seal(JSON.stringify(kept), 'cookie.draft');
  }

  private line(value: string): string {
    const secure = this.config.publicUrl.startsWith('https:');
    return setCookie(COOKIE, value, { path: '/', secure, maxAgeSeconds: MINUTES * 60 });
  }
}
