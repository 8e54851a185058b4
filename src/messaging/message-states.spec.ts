import type { MessageState } from './message-states.js';
import { MAX_ATTEMPTS, mayBecome, retryAt, sourcesOf, stateOfReport } from './message-states.js';

const STATES: MessageState[] = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'unknown',
  'suppressed',
  'missed',
];
const FINAL: MessageState[] = ['delivered', 'undelivered', 'failed', 'suppressed', 'missed'];

it.each(FINAL)('%s is the end', (state) => {
  expect(STATES.filter((to) => mayBecome(state, to))).toEqual([]);
});

it.each(STATES.filter((state) => !FINAL.includes(state)))('%s has a way on to an end', (state) => {
  expect(FINAL.some((end) => mayBecome(state, end))).toBe(true);
});

it('what the provider has is never sent again', () => {
  for (const state of STATES) expect(mayBecome(state, 'sending')).toBe(state === 'queued');
  expect(sourcesOf('queued')).toEqual(['sending', 'unknown']);
});

it('only what was never handed over can be suppressed or missed', () => {
  expect([sourcesOf('suppressed'), sourcesOf('missed')]).toEqual([['queued'], ['queued']]);
});

it('no state leads to itself', () => {
  expect(STATES.filter((state) => mayBecome(state, state))).toEqual([]);
});

it('"sent" is left for an end only', () => {
  expect(STATES.filter((to) => mayBecome('sent', to))).toEqual(['delivered', 'undelivered', 'failed']);
});

it.each([
  ['queued', undefined],
  ['sending', undefined],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
  ['toString', undefined],
  ['', undefined],
])('the report "%s" means %s', (status, state) => {
  expect(stateOfReport(status)).toBe(state);
});

describe('trying again', () => {
  const now = new Date('2026-12-01T15:00:00Z');
  const seconds = (attempts: number, asked?: number) =>
    (retryAt(attempts, now, asked).getTime() - now.getTime()) / 1000;

  it('waits twice as long each time, at most half an hour', () => {
    const waits = Array.from({ length: MAX_ATTEMPTS }, (_, i) => seconds(i + 1));
    expect(waits.slice(0, 4)).toEqual([15, 30, 60, 120]);
    expect(waits.at(-1)).toBe(1800);
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
  });

  it('waits longer when asked to, never shorter, and at most half an hour', () => {
    expect([seconds(1, 100), seconds(3, 1), seconds(1, 1e9), seconds(1, undefined)]).toEqual([100, 60, 1800, 15]);
  });
});
