import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import { cookieValue, setCookie } from '../../platform/cookies.js';
import { Sealer } from '../../platform/sealing.js';
import type { CallerValues } from './caller-values.js';

const COOKIE = 'caller';
const SEALED = 'cookie.caller';
const MINUTES = 30;

export interface OffersFilter {
  mode: string;
  from: string;
}

/** What is known so far of whoever is on the phone. */
export interface Draft {
  values: CallerValues;
  filter: OffersFilter;
  /** What is kept for them. */
  holdId?: string;
  slotId?: string;
}

/**
 * Goes from page to page, so that each of them is a GET that can be loaded again: sealed, in a cookie of the browser in which
 * it was typed, for half an hour at most and for whoever typed it alone. The server keeps nothing of it.
 */
@Injectable()
export class CallerDraft {
  constructor(
    private readonly sealer: Sealer,
    private readonly config: Config,
  ) {}

  /** The Set-Cookie line that keeps it for this member of the team. */
  keep(draft: Draft, actor: string): string {
    return this.line(this.sealer.seal(JSON.stringify({ draft, actor }), SEALED), MINUTES * 60);
  }

  /** What a Cookie header says; undefined when there is nothing, or somebody else typed it. */
  read(cookies: string | undefined, actor: string): Draft | undefined {
    try {
      const kept = JSON.parse(this.sealer.open(cookieValue(cookies, COOKIE) ?? '', SEALED)) as Kept;
      return kept.actor === actor ? kept.draft : undefined;
    } catch {
      return undefined;
    }
  }

  /** The Set-Cookie line once it is booked, or not wanted any more. */
  end(): string {
    return this.line('', 0);
  }

  private line(value: string, maxAgeSeconds: number): string {
    return setCookie(COOKIE, value, {
      path: '/staff/desk',
      secure: this.config.publicUrl.startsWith('https:'),
      maxAgeSeconds,
    });
  }
}

interface Kept {
  draft: Draft;
  actor: string;
}
