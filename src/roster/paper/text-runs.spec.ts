import { textRuns } from './text-runs.js';

/** A face for each script, as far as these tests know any. */
const faceOf = (cluster: string, before?: string) =>
  before ?? (/\p{Script=Arabic}/u.test(cluster) ? 'arabic' : /\p{Script=Han}/u.test(cluster) ? 'han' : 'latin');
const runs = (line: string) => textRuns(line, faceOf).map(({ face, text }) => `${face}:${text}`);

it('keeps together what one face has, with the spaces in it', () => {
  expect(runs('Nguyễn Thị Hoa')).toEqual(['latin:Nguyễn Thị Hoa']);
  expect(runs('محمد عبد الله')).toEqual(['arabic:محمد عبد الله']);
  expect(runs('')).toEqual([]);
});

it('begins a piece with another face', () => {
  expect(runs('Wang Wei 王伟')).toEqual(['latin:Wang Wei ', 'han:王伟']);
});

it('puts pieces of a line that reads from right to left the other way round', () => {
  expect(runs('محمد Ali')).toEqual(['latin:Ali', 'arabic:محمد ']);
  expect(runs('Ali محمد')).toEqual(['latin:Ali ', 'arabic:محمد']);
});

it('turns brackets where one reads from right to left, and never parts a letter from its marks', () => {
  expect(runs('محمد (علي)')).toEqual(['arabic:محمد )علي(']);
  expect(runs('e\u0301王')).toEqual(['latin:e\u0301', 'han:王']);
});

it('turns around itself what nobody who shapes would: signs alone', () => {
  // Read from right to left: Muhammad, Ali in brackets, Abd.
  expect(runs('محمد (Ali) عبد')).toEqual(['arabic:عبد', 'latin: (', 'latin:Ali', 'arabic:محمد )']);
});
