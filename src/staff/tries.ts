import type { Pace } from '../platform/slow-downs.js';
import type { Visit } from './visit.js';

const QUARTER = 15 * 60;
const DAY = 24 * 60 * 60;

/**
 * How many passwords may be tried for an account. A device that its person signed in from before has tries of its own:
 * nobody else can use them up, so nobody can keep the owner out.
 */
export function passwordTries({ network }: Visit, account: string, device?: string): Pace[] {
  if (device) return [{ key: `password device ${device} ${account}`, tries: 10, seconds: QUARTER }];
  return [
    { key: `password network ${network}`, tries: 100, seconds: QUARTER },
    { key: `password account ${account} ${network}`, tries: 10, seconds: QUARTER },
  ];
}

/** How many codes may be tried, by whoever gave the right password: few, because there are only a million. */
export function codeTries({ network }: Visit, staffId: string, device?: string): Pace[] {
  if (device) return [{ key: `code device ${device} ${staffId}`, tries: 10, seconds: QUARTER }];
  return [
    { key: `code account ${staffId}`, tries: 60, seconds: DAY },
    { key: `code network ${staffId} ${network}`, tries: 5, seconds: QUARTER },
  ];
}

/** How often signing in through the identity provider may be begun from one network. */
export const providerTries = ({ network }: Visit): Pace => ({
  key: `provider network ${network}`,
  tries: 100,
  seconds: QUARTER,
});

/** How many proofs may be tried in a session that somebody left open. */
export const proofTries = (sessionId: string): Pace[] => [{ key: `proof ${sessionId}`, tries: 10, seconds: QUARTER }];

/** How often a new password may be asked for, from one network and for one account. */
export const resetTries = {
  from: ({ network }: Visit): Pace => ({ key: `reset network ${network}`, tries: 20, seconds: QUARTER }),
  of: (staffId: string): Pace => ({ key: `reset account ${staffId}`, tries: 3, seconds: 4 * QUARTER }),
};
