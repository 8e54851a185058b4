import { TEAM_ZONE } from '../../i18n/dates.js';
import { sha256 } from '../../platform/sealing.js';
import type { WaitingOne } from './inbox-reader.js';
import { waitsLong } from './inbox-rules.js';

/** A word for what a page shows: another one when any of it has changed. It tells nobody what that is. */
export const newsOf = (shown: object) => sha256(JSON.stringify(shown));

/** The word for the list of who wrote; another one too when somebody has waited for too long. */
export const newsOfList = (inbox: { waiting: WaitingOne[] }, now: Date) =>
  newsOf({ ...inbox, late: inbox.waiting.map(({ since }) => waitsLong(since, now, TEAM_ZONE)) });
