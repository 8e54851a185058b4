import { TEAM_ZONE } from '../../i18n/dates.js';
import type { CallFacts, TryAgain } from './call-rules.js';
import { byUrgency, turnOf, whenAgain } from './call-rules.js';

/** Ten in the morning in Boston. */
const NOW = new Date('2026-12-03T15:00:00Z');
const inHours = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

const call = (id: string, facts: Partial<CallFacts> = {}): CallFacts => ({
  ...{ id, startsAt: null, since: inHours(-1), nextTryAt: null, bestTime: null, urgent: false, tries: 0 },
  ...{ nthOfAddress: 1, triedAt: null, ...facts },
});

it('who is called first: the soonest appointment, what is urgent, who waits the longest; put off ones last', () => {
  const right = [
    call('appointment in an hour', { startsAt: inHours(1) }),
    call('appointment tomorrow', { startsAt: inHours(24), since: inHours(-90) }),
    call('appointment at three, put off until four', { startsAt: inHours(29), nextTryAt: inHours(30) }),
    call('urgent voicemail', { urgent: true }),
    call('voicemail of three days ago', { since: inHours(-72) }),
    call('tried, its hour has come', { since: inHours(-71), nextTryAt: inHours(-1), tries: 2 }),
    call('appointment in three days, told of today', { startsAt: inHours(70) }),
    call('voicemail of just now', { since: inHours(0) }),
    call('appointment in a month', { startsAt: inHours(700), since: inHours(0), tries: 1 }),
    call('asked for the evening', { since: inHours(-99), bestTime: 'evening' }),
    call('the sixth from one address', { since: inHours(-99), nthOfAddress: 6 }),
    call('in an hour', { urgent: true, nextTryAt: inHours(1) }),
    call('tomorrow', { startsAt: inHours(40), nextTryAt: inHours(23) }),
  ];
  const mixed = [...right].sort((a, b) => a.id.localeCompare(b.id));
  expect(mixed.sort(byUrgency(NOW, TEAM_ZONE)).map(({ id }) => id)).toEqual(right.map(({ id }) => id));
});

it('whose appointment is over can be put off, and is not before everybody for ever; one that runs still is', () => {
  const over = call('over', { startsAt: inHours(-30), since: inHours(-31) });
  expect(turnOf({ ...over, nextTryAt: inHours(5) }, NOW, TEAM_ZONE)).toBe('later');
  const list = [
    call('it runs', { startsAt: inHours(-0.5), since: inHours(-1) }),
    call('appointment tomorrow', { startsAt: inHours(24) }),
    over,
  ];
  const mixed = [...list].reverse();
  expect(mixed.sort(byUrgency(NOW, TEAM_ZONE)).map(({ id }) => id)).toEqual(list.map(({ id }) => id));
});

it('whoever is put off until their appointment has begun is called before it, but not again at once', () => {
  const soon = { startsAt: inHours(0.5), nextTryAt: inHours(1) };
  const turn = (minutes: number) => turnOf(call('a', { ...soon, triedAt: inHours(-minutes / 60) }), NOW, TEAM_ZONE);
  expect([turn(0), turn(9), turn(10)]).toEqual(['later', 'later', 'now']);
});

it.each([
  ['morning', 10, 'now'],
  ['morning', 12, 'other_time'],
  ['afternoon', 12, 'now'],
  ['afternoon', 17, 'other_time'],
  ['evening', 17, 'now'],
  ['evening', 16, 'other_time'],
  ['any', 3, 'now'],
] as const)('"%s" at %d o’clock in Boston: %s', (bestTime, hour, turn) => {
  const now = new Date(`2026-12-03T${String(hour + 5).padStart(2, '0')}:00:00Z`);
  expect(turnOf(call('a', { bestTime }), now, TEAM_ZONE)).toBe(turn);
});

describe('when to try again', () => {
  const at = (choice: TryAgain, now: string, day = '', time = '') =>
    whenAgain(choice, { day, time }, new Date(now), TEAM_ZONE);

  it.each([
    ['hour', '2026-12-03T15:00:00Z', '2026-12-03T16:00:00.000Z'],
    ['evening', '2026-12-03T15:00:00Z', '2026-12-03T23:00:00.000Z'],
    ['evening', '2026-12-03T23:30:00Z', '2026-12-04T23:00:00.000Z'],
    ['tomorrow', '2026-12-04T03:00:00Z', '2026-12-04T14:00:00.000Z'],
    // The clocks go forward in the night: nine is an hour less away.
    ['tomorrow', '2027-03-13T20:00:00Z', '2027-03-14T13:00:00.000Z'],
  ] as const)('%s, asked at %s', (choice, now, then) => {
    expect((at(choice, now) as Date).toISOString()).toBe(then);
  });

  it('at a time that is typed; not one that is over, or so far off that it would be forgotten', () => {
    expect(at('at', '2026-12-03T15:00:00Z', '2026-12-03', '19:00')).toEqual(new Date('2026-12-04T00:00:00Z'));
    const faults = [
      ['2026-12-03', '09:59'],
      ['2126-12-03', '19:00'],
      ['tomorrow', '19:00'],
      ['2026-12-04', '7 pm'],
    ].map(([day, time]) => (at('at', '2026-12-03T15:00:00Z', day, time) as { fault: { code: string } }).fault.code);
    expect(faults).toEqual(['call_again_range', 'call_again_range', 'day_form', 'wall_time_form']);
  });
});
