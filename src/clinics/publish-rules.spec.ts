import { publishBlockers } from './publish-rules.js';

const now = new Date('2026-11-24T12:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const ready = {
  status: 'draft' as const,
  mode: 'in_person' as const,
  venueId: 'v',
  joiningLink: null,
  bookingOpensAt: now,
  bookingClosesAt: later(24),
};

describe('publishBlockers', () => {
  it('lets a complete draft through', () => {
    expect(publishBlockers(ready, later(48), now)).toEqual([]);
    const virtual = { ...ready, mode: 'virtual' as const, venueId: null, joiningLink: 'sealed' };
    expect(publishBlockers(virtual, later(48), now)).toEqual([]);
  });

  it.each([
    [{ status: 'cancelled' as const }, later(48), ['not_a_draft']],
    [{}, null, ['no_slots']],
    [{}, now, ['in_the_past']],
    [{ venueId: null }, later(48), ['no_venue']],
    [{ mode: 'virtual' as const }, later(48), ['no_joining_link']],
    [{ bookingOpensAt: null }, later(48), ['no_booking_window']],
    [{ bookingClosesAt: now }, later(48), ['booking_window_empty']],
    [{ bookingOpensAt: later(72), bookingClosesAt: later(96) }, later(48), ['booking_window_empty']],
    [{ venueId: null, bookingClosesAt: null }, null, ['no_slots', 'no_venue', 'no_booking_window']],
  ])('names everything that is missing, %#', (missing, firstStart, blockers) => {
    expect(publishBlockers({ ...ready, ...missing }, firstStart, now)).toEqual(blockers);
  });
});
