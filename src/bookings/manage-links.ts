import { Injectable } from '@nestjs/common';
import { base58 } from '../platform/capabilities.js';
import { Config } from '../platform/config.js';
import { Sealer, sha256 } from '../platform/sealing.js';

/** What a booking keeps of its link: enough to write it again, never the link. */
export interface ManageLink {
  keyId: string;
  rev: number;
  /** The link itself, sealed: there once the key that it derives from is on its way out. */
  sealed?: string | null;
  /** The secret of the address that stops emails, sealed: there once it no longer follows from `keyId`. */
  stopSealed?: string | null;
}

/** What a link that was kept is sealed for. */
export const MANAGE_SEALED = 'bookings.manage_sealed';
const STOP_SEALED = 'bookings.stop_sealed';

/** The secret part of the link: 22 letters and digits. */
export function manageToken(sealer: Sealer, bookingId: string, { keyId, rev, sealed }: ManageLink): string {
  if (sealed) return sealer.open(sealed, MANAGE_SEALED);
  return base58(sealer.mac('manage', `${bookingId}:${rev}`, keyId));
}

/**
 * The secret of the address that stops emails to `email`: 128 bits, from a key like the link, and not from the link, which ends
 * with a number that is corrected. Whoever has the one cannot tell the other.
 */
export function stopProof(sealer: Sealer, bookingId: string, email: string, link: ManageLink): string {
  if (link.stopSealed) return sealer.open(link.stopSealed, STOP_SEALED);
  // Of a link that was kept before the address had a secret of its own the key may be gone.
  return base58(sealer.mac('unsubscribe', `${bookingId}:${email}`, link.sealed ? undefined : link.keyId));
}

/** The same, as it is kept. */
export const keptProof = (sealer: Sealer, ...of: [bookingId: string, email: string, link: ManageLink]) =>
  sealer.seal(stopProof(sealer, ...of), STOP_SEALED);

/** The manage link: a capability of 128 bits, derived from a key, so that a reminder can write it again. */
@Injectable()
export class ManageLinks {
  constructor(
    private readonly sealer: Sealer,
    private readonly config: Config,
  ) {}

  /** A link for a new booking. */
  create(): ManageLink {
    return { keyId: this.sealer.currentKeyId, rev: 0 };
  }

  /** The secret part of the link: 22 letters and digits. */
  token(bookingId: string, link: ManageLink): string {
    return manageToken(this.sealer, bookingId, link);
  }

  /** What is stored of a token, and looked up. */
  hash(token: string): string {
    return sha256(token);
  }

  /** The addresses of the manage page and of the calendar file. */
  urls(token: string) {
    const { publicUrl } = this.config;
    return { manageUrl: `${publicUrl}/m/${token}`, calendarUrl: `${publicUrl}/bookings/${token}/calendar.ics` };
  }

  /** The address that stops emails about a booking, and can do no more: mail providers see it. */
  unsubscribeUrl(bookingId: string, email: string, link: ManageLink): string {
    return `${this.config.publicUrl}/unsubscribe/${bookingId}/${this.unsubscribeProof(bookingId, email, link)}`;
  }

  /** The secret part of it: right as long as the email is, whatever keys and links come and go. */
  unsubscribeProof(bookingId: string, email: string, link: ManageLink): string {
    return stopProof(this.sealer, bookingId, email, link);
  }

  /** The same sealed, to be kept when another link takes the place of this one. */
  keptProof(bookingId: string, email: string, link: ManageLink): string {
    return keptProof(this.sealer, bookingId, email, link);
  }
}

/** Whether a text has the form of a token at all. */
export const isManageToken = (text: string) => /^[1-9A-HJ-NP-Za-km-z]{22}$/.test(text);
