import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { base58 } from '../platform/capabilities.js';
import { Config } from '../platform/config.js';
import { Sealer, sha256 } from '../platform/sealing.js';
import type { BookingDetails } from './booking-reads.js';

/** What a booking keeps of its link: enough to write it again, never the link. */
export interface ManageLink {
  keyId: string;
  rev: number;
  /** The link itself, sealed: there once the key that it derives from is on its way out. */
  sealed?: string | null;
}

type Linked = Pick<BookingDetails, 'id' | 'manageUrl'>;

/** What a link that was kept is sealed for. */
export const MANAGE_SEALED = 'bookings.manage_sealed';

/** The secret part of the link: 22 letters and digits. */
export function manageToken(sealer: Sealer, bookingId: string, { keyId, rev, sealed }: ManageLink): string {
  if (sealed) return sealer.open(sealed, MANAGE_SEALED);
  return base58(sealer.mac('manage', `${bookingId}:${rev}`, keyId));
}

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
  unsubscribeUrl(booking: Linked): string {
    return `${this.config.publicUrl}/unsubscribe/${booking.id}/${this.unsubscribeProof(booking)}`;
  }

  /**
   * The secret part of it: 128 bits, made from the manage link, which nobody can tell from it. So it is right as long as that
   * is, whatever keys come and go, and nothing more is stored.
   */
  unsubscribeProof({ manageUrl }: Linked): string {
    const token = manageUrl.slice(manageUrl.lastIndexOf('/') + 1);
    return base58(createHmac('sha256', token).update('unsubscribe').digest());
  }
}

/** Whether a text has the form of a token at all. */
export const isManageToken = (text: string) => /^[1-9A-HJ-NP-Za-km-z]{22}$/.test(text);
