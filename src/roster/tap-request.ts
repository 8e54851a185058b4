import type { Caller } from '../access/caller.js';
import { invalid } from '../platform/errors.js';
import type { TapDto } from './roster.dto.js';
import type { Wish } from './roster-rules.js';
import type { TapResult, TapRoster } from './tap-roster.js';

/** @throws AppError 422 unless it asks for a status or a station, and not for both */
export function wishOf({ status, station }: Pick<TapDto, 'status' | 'station'>): Wish {
  if (status && !station) return { status };
  if (station && !status) return { station };
  throw invalid({ field: 'status', code: status ? 'not_in_list' : 'required' });
}

/** Taps of one device in their order: each is done, or told why not, before the next. */
export async function tapAll(taps: TapDto[], clinicId: string, caller: Caller, roster: TapRoster) {
  const wishes = taps.map(wishOf);
  const results: ({ id: string } & TapResult)[] = [];
  for (const [i, { id, attendeeId, seen, tappedAt }] of taps.entries()) {
    const wish = wishes[i] as Wish;
    const tap = { id, clinicId, attendeeId, wish, seen, tappedAt: tappedAt ? new Date(tappedAt) : undefined };
    results.push({ id, ...(await roster.run(tap, caller)) });
  }
  return { results };
}
