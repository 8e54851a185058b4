import { EXAMPLES } from '../../messaging/replies/examples/all.js';
import type { Means, Understood } from '../../messaging/replies/understand.js';
import { understand } from '../../messaging/replies/understand.js';
import type { Question, Situation } from './conversation-rules.js';
import { deedOf, stillHolds } from './conversation-rules.js';

const alone = { id: 'a', revision: 1, expected: ['p'], named: false, changing: false };
const family = { id: 'f', revision: 3, expected: ['x', 'y'], named: true, changing: false };
const seen = { id: 's', revision: 2, expected: [], named: false, changing: false };
const free: Question = { ask: 'free', choices: [{ bookingId: 'a', revision: 1 }] };
const which: Question = {
  ask: 'which',
  of: 'not_coming',
  options: [[{ bookingId: 'a', revision: 1 }], [{ bookingId: 'f', revision: 3, attendeeId: 'x' }]],
};

const situations: Record<string, Situation> = {
  'nothing booked': { bookings: [] },
  'one booking': { bookings: [alone] },
  'a family': { bookings: [family] },
  'two bookings': { bookings: [alone, family] },
  'seen already': { bookings: [seen] },
  'asked whether to free': { bookings: [alone], asked: { question: free, put: true } },
  'asked, not yet read': { bookings: [alone], asked: { question: free, put: false } },
  'asked by the team': { bookings: [alone], team: { asks: true } },
  'told by the team': { bookings: [alone], team: { asks: false } },
  'asked which': { bookings: [alone, family], asked: { question: which, put: true } },
};
const digit = (means: Means, option?: number): Understood => ({ means, digit: true, option });
const does = (said: Understood, name: string, opted = false) => deedOf(said, opted, situations[name] as Situation);

it(`in ${Object.keys(situations).length} situations, of all examples nothing but the digit 2 to the very question frees a place`, () => {
  const freed = Object.keys(situations).flatMap((name) =>
    EXAMPLES.flatMap((example) => {
      const said = understand(example.reply);
      return does(said, name).does === 'free' ? [{ name, example, said }] : [];
    }),
  );
  expect(freed.length).toBeGreaterThan(10);
  for (const { name, example, said } of freed) {
    expect([example.reply, name]).toEqual([example.reply, 'asked whether to free']);
    expect([example.reply, said.digit, example.meant]).toEqual([example.reply, true, 'not_coming']);
  }
});

it.each<[string, string, Understood, unknown]>([
  ['one booking', '1', digit('coming'), { does: 'confirm', choices: [{ bookingId: 'a', revision: 1 }] }],
  ['one booking', '2', digit('not_coming'), { does: 'ask', question: free }],
  ['one booking', '3', digit('option', 3), { does: 'person' }],
  ['asked whether to free', '1', digit('coming'), { does: 'confirm', choices: free.choices }],
  ['asked whether to free', '2', digit('not_coming'), { does: 'free', choices: free.choices }],
  ['asked whether to free', 'yes', { means: 'coming', digit: false }, { does: 'person' }],
  ['asked whether to free', 'no', { means: 'not_coming', digit: false }, { does: 'person' }],
  ['asked whether to free', 'ok', { means: 'thanks', digit: false }, { does: 'person' }],
  ['asked, not yet read', '2', digit('not_coming'), { does: 'nothing' }],
  ['asked which', '3', digit('option', 3), { does: 'ask', question: { ask: 'free', choices: which.options[0] } }],
  ['asked which', '5', digit('option', 5), { does: 'person' }],
  ['seen already', '1', digit('coming'), { does: 'nothing' }],
  ['seen already', '2', digit('not_coming'), { does: 'person' }],
  ['nothing booked', '2', digit('not_coming'), { does: 'say', what: 'nothing_booked' }],
  ['nothing booked', 'ok', { means: 'thanks', digit: false }, { does: 'nothing' }],
  ['asked by the team', '1', digit('coming'), { does: 'person' }],
  ['asked by the team', '2', digit('not_coming'), { does: 'person' }],
  ['asked by the team', 'yes', { means: 'coming', digit: false }, { does: 'person' }],
  ['asked by the team', 'ok', { means: 'thanks', digit: false }, { does: 'person' }],
  ['asked by the team', 'HELP', { means: 'help', digit: false }, { does: 'say', what: 'help' }],
  ['told by the team', '1', digit('coming'), { does: 'confirm', choices: free.choices }],
  ['told by the team', 'yes', { means: 'coming', digit: false }, { does: 'person' }],
  ['told by the team', '2', digit('not_coming'), { does: 'person' }],
  ['told by the team', 'ok', { means: 'thanks', digit: false }, { does: 'nothing' }],
  ['one booking', 'HELP', { means: 'help', digit: false }, { does: 'say', what: 'help' }],
])('%s: %s', (name, _words, said, deed) => {
  expect(does(said, name)).toEqual(deed);
});

it('a family and several bookings are asked with everybody by themselves, and all of them last', () => {
  expect(does(digit('not_coming'), 'two bookings')).toEqual({
    does: 'ask',
    question: {
      ask: 'which',
      of: 'not_coming',
      options: [
        [{ bookingId: 'a', revision: 1 }],
        [{ bookingId: 'f', revision: 3, attendeeId: 'x' }],
        [{ bookingId: 'f', revision: 3, attendeeId: 'y' }],
        [
          { bookingId: 'a', revision: 1 },
          { bookingId: 'f', revision: 3, attendeeId: 'x' },
          { bookingId: 'f', revision: 3, attendeeId: 'y' },
        ],
      ],
    },
  });
  // One of them has been seen, or their time has begun: the place that is left is not the booking.
  const left = deedOf(digit('not_coming'), false, { bookings: [{ ...family, expected: ['y'] }] });
  expect(left).toMatchObject({ question: { ask: 'free', choices: [{ bookingId: 'f', attendeeId: 'y' }] } });
  const shelter = Array.from({ length: 7 }, (_, i) => ({ ...alone, id: String(i) }));
  expect(deedOf(digit('not_coming'), false, { bookings: shelter })).toEqual({ does: 'person' });
});

it('what the carrier answers itself is not answered again; a plea is, once', () => {
  const plea: Understood = { means: 'stop', digit: false };
  expect(does(plea, 'one booking', true)).toEqual({ does: 'say', what: 'stopped' });
  expect(does(plea, 'one booking')).toEqual({ does: 'nothing' });
  expect(does({ ...plea, byCarrier: true }, 'one booking', true)).toEqual({ does: 'nothing' });
  // Only the carrier can undo what it did.
  expect(does({ means: 'start', digit: false }, 'one booking')).toEqual({ does: 'person' });
});

it('a question holds as long as everything that it is about is as it was', () => {
  expect(stillHolds(free, [alone, family])).toBe(true);
  expect(stillHolds(free, [{ ...alone, revision: 2 }])).toBe(false);
  expect(stillHolds(free, [{ ...alone, expected: [] }])).toBe(false);
  expect(stillHolds(free, [{ ...alone, changing: true }])).toBe(false);
  expect(stillHolds(which, [alone, { ...family, expected: ['y'] }])).toBe(false);
});
