import { formatDay, TEAM_ZONE } from '../../i18n/dates.js';
import type { OptOut } from '../caller/caller-card.js';

/** How somebody says to the team that they want messages, or none; kept with it. */
export const HOWS = ['asked', 'in_person', 'wrote'] as const;
export type How = (typeof HOWS)[number];

export const HOW_WORDS: Record<How, string> = {
  asked: 'On the phone',
  in_person: 'In person',
  wrote: 'In a letter or an email',
};

const AGAIN = 'to get texts again they must send START to our number';
const REASONS: Record<string, string> = {
  asked: 'told us on the phone',
  in_person: 'told us in person',
  wrote: 'wrote to us',
  reply: 'asked us by text',
  carrier: `sent the carrier’s own word: ${AGAIN}`,
  unsubscribed: 'they stopped them by the link in an email',
  provider: `told their carrier: ${AGAIN}`,
};

type Names = (actor: string | null) => string;

/** `No texts since Friday, December 4: asked us by text, in these words: “no more please”.` */
export function optOutWords({ channel, reason, at, words, actor }: OptOut, zone: string, names: Names): string {
  const parts = [
    REASONS[reason] ?? 'they asked for it',
    words && `in these words: “${words}”`,
    actor && `noted by ${names(actor)}`,
  ];
  return `No ${channel === 'sms' ? 'texts' : 'emails'} since ${formatDay(at, zone, 'en')}: ${parts.filter(Boolean).join(', ')}.`;
}

/** The same of texts alone, where they are stopped. */
export function optedOutOfTexts(optOuts: OptOut[], names: Names): string | undefined {
  const texts = optOuts.find(({ channel }) => channel === 'sms');
  return texts && optOutWords(texts, TEAM_ZONE, names);
}
