import type twilio from 'twilio';
import type { Asked, ProviderSays } from './channels.js';

/** Of the newest to a number, so many are looked through. */
const LOOKED_AT = 50;
/** Our clock and the provider's may differ by so much. */
const CLOCKS_MS = 2 * 60_000;

interface Found {
  sid: string;
  status: string;
  errorCode: number | null;
}

/** What the provider knows of a message: by its id, or by number, words and time when the id never reached us. */
export async function askTwilio(client: twilio.Twilio, about: Asked): Promise<ProviderSays> {
  try {
    if ('sid' in about) return says(await client.messages(about.sid).fetch());
    const found = await client.messages.list({ to: about.to, limit: LOOKED_AT });
    const earliest = about.since.getTime() - CLOCKS_MS;
    let unread = false;
    for (const message of found) {
      const mayBe = message.dateCreated.getTime() >= earliest && (!message.body || saysIt(message.body, about.text));
      if (!mayBe || (await about.isOurs(message.sid))) continue;
      if (message.body) return says(message);
      unread = true;
    }
    // An account may keep no words: then it is not known which of them it is.
    return unread ? 'cannot_tell' : 'not_there';
  } catch {
    return 'cannot_tell';
  }
}

const says = ({ sid, status, errorCode }: Found): ProviderSays => ({
  sid,
  status,
  code: errorCode === null ? null : String(errorCode),
});

/**
 * The provider may exchange quotes, dashes and spaces for simpler ones; letters, digits and links it leaves alone. A trial
 * account puts words of its own before ours.
 */
const saysIt = (one: string, other: string) => bare(one).endsWith(bare(other));
const bare = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '');
