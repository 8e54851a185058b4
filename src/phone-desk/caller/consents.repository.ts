import { CONSENT_WORDING } from '../../bookings/consent-wording.js';
import type { OnBehalf } from '../../bookings/changer.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';

interface Spoken extends OnBehalf {
  channel: 'sms' | 'email';
  /** The language in which they were asked. */
  language: string;
}

/** Somebody said yes to messages on the phone: with which wording, and who wrote it down. */
export async function consentSpoken(
  tx: Tx,
  { bookingId, caller, channel, language }: Spoken,
  now: Date,
): Promise<void> {
  await rows(
    tx,
    `insert into consents (booking_id, channel, wording_version, language, at, recorded_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (booking_id, channel) do update set wording_version = $3, language = $4, at = $5, recorded_by = $6`,
    [bookingId, channel, CONSENT_WORDING, language, now, caller.actor],
  );
}

/** A consent was for an address that is no more. */
export async function dropConsent(tx: Tx, bookingId: string, channel: 'sms' | 'email'): Promise<void> {
  await rows(tx, 'delete from consents where booking_id = $1 and channel = $2', [bookingId, channel]);
}
