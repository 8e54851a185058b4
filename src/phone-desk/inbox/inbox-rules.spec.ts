import { answerRule, waitsLong, workingHours } from './inbox-rules.js';

const BOSTON = 'America/New_York';
const at = (iso: string) => new Date(`${iso}-05:00`);

describe('how long somebody waits', () => {
  it.each([
    ['a morning', '2026-12-01T09:30:00', '2026-12-01T12:00:00', 2.5],
    ['before anybody is there', '2026-12-01T05:00:00', '2026-12-01T10:00:00', 1],
    ['over night', '2026-12-01T16:00:00', '2026-12-02T10:00:00', 2],
    ['over Sunday', '2026-12-05T16:30:00', '2026-12-07T09:15:00', 0.75],
    ['within a night', '2026-12-01T20:00:00', '2026-12-01T23:00:00', 0],
    ['from later than now', '2026-12-02T10:00:00', '2026-12-01T10:00:00', 0],
  ])('%s', (_what, since, now, hours) => {
    expect(workingHours(at(since), at(now), BOSTON)).toBeCloseTo(hours);
  });

  it('is too long after four hours of work, and after a week anyway', () => {
    expect(waitsLong(at('2026-12-01T09:00:00'), at('2026-12-01T12:59:00'), BOSTON)).toBe(false);
    expect(waitsLong(at('2026-12-01T09:00:00'), at('2026-12-01T13:00:00'), BOSTON)).toBe(true);
    expect(waitsLong(at('2020-12-01T09:00:00'), at('2026-12-01T13:00:00'), BOSTON)).toBe(true);
  });
});

describe('what the team may answer', () => {
  it.each([
    ['Yes, bring her along. See you on Saturday!', undefined],
    ['', 'required'],
    ['One.\nTwo.', 'one_line'],
    ['Your citizenship clinic is on Saturday', 'sms_subject'],
    ['Su cita de inmigración es mañana', 'sms_subject'],
    ['See www.example.org', 'answer_links'],
    ['Reply YES to keep your place', 'answer_asks'],
    ['Responda 2 para cancelar', 'answer_asks'],
    ['Is A123456789 your number?', 'looks_like_number'],
    ['x'.repeat(301), 'too_long'],
  ])('%s', (words, code) => {
    expect(answerRule(words)?.code).toBe(code);
  });
});
