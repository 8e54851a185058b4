import { sheetPdf } from '../../src/roster/paper/sheet-pdf.js';
import type { SheetPerson } from '../../src/roster/paper/sheet-rules.js';
import { NO_LETTER } from '../../src/roster/paper/sheet-writer.js';
import { actualTexts, readPdf } from '../support/pdf.js';
import { NAMES, NASTY } from '../support/sixty.js';

/** The roster as a PDF, read by another program than the one that wrote it. */
const HEAD = { title: 'Codman Square Library', day: 'Saturday, December 5, 2026', place: 'Dorchester', made: 'today' };

const people = (names: string[], of: Partial<SheetPerson> = {}): SheetPerson[] =>
  names.map((name, i) => ({
    ...{ time: `${Math.floor((i * 6) / names.length) + 1}:00 pm`, name, reference: 'K7M4QP' },
    ...{ language: 'Chinese (Simplified)', needsInterpreter: i % 2 === 0, status: 'expected', station: '' },
    ...{ walkIn: i % 20 === 0, ...of },
  }));

async function made(rows: SheetPerson[], phones = false) {
  const bytes = await sheetPdf(HEAD, rows, { phones });
  const { pages, texts } = await readPdf(bytes);
  expect(pages).toEqual(pages.map(() => ({ width: 612, height: 792 })));
  for (const { x, y, width, height } of texts)
    expect([x >= 36, x + width <= 576.5, y >= 30, y + height <= 792 - 30]).toEqual([true, true, true, true]);
  const all = (page?: number) => texts.filter((one) => !page || one.page === page).map(({ text }) => text);
  for (let page = 1; page <= pages.length; page += 1)
    expect(all(page)).toEqual(expect.arrayContaining([HEAD.title, 'Name', `Page ${page} of ${pages.length}`]));
  return { pages: pages.length, all, copied: actualTexts(bytes), texts };
}

const sixty = [...NAMES, ...NASTY, ...NAMES].slice(0, 60);

it('sixty people are three pages with each name, and nothing beside the paper', async () => {
  const { pages, all, copied, texts } = await made(people(sixty));
  expect(pages).toBe(3);
  // Shaped letters stand in the order of the eye: what is compared is which letters there are, in their plain forms.
  const found = letters(all().join(''));
  for (const name of NAMES) expect({ name, missing: lacking(letters(name), found) }).toEqual({ name, missing: '' });
  // What is copied from it is the text as it was entered, line by line.
  for (const name of NAMES) expect(copied).toContain(name);
  for (const plain of ['José Ramírez Núñez', 'Trần Văn Đức', 'Наталья Ковальчук', '歐陽喆'])
    expect(all()).toContain(plain);
  expect(all()).toContain('1:00 pm, 10 people');
  expect(texts.filter(({ text }) => text === 'walk-in')).toHaveLength(3);
  expect(all().join(' ')).not.toMatch(/no font for|Phone/);
});

it('with phone numbers each has its own', async () => {
  const { all } = await made(people(NASTY, { phone: '(617) 555-0142' }), true);
  expect(all().filter((text) => text === '(617) 555-0142')).toHaveLength(NASTY.length);
  expect(all()).not.toContain('By hand');
  expect((await made(people(['Ana'], { phone: '(617) 555-0142' }))).all()).not.toContain('(617) 555-0142');
});

it('two hundred people have a head on each page; nobody is one page with lines for a pen', async () => {
  const names = Array.from({ length: 200 }, (_, i) => `${NAMES[i % NAMES.length]} ${'abcdefg'[i % 7]}`);
  const { pages, copied } = await made(people(names));
  expect([pages, copied.filter((text) => text === 'K7M4QP').length]).toEqual([9, 200]);
  const none = await made([]);
  expect([none.pages, none.all().includes('Came without a booking')]).toEqual([1, true]);
});

it.each([
  ['Ana 😀 Lima', `Ana ${NO_LETTER} Lima`],
  ['👨‍👩‍👧‍👦', NO_LETTER],
  ['ተስፋዬ', NO_LETTER.repeat(4)],
])('of %s it draws a box for each letter without a font, and says so', async (name) => {
  const { all, copied } = await made(people([name]));
  expect(all().join(' ')).toMatch(/A box in a name stands for a letter that this file has no font for/);
  expect(copied).toContain(name);
});

it.each([
  ['Zoe\u0308 Nguye\u0302\u0303n', 'Zoë Nguyễn'],
  ['Дем\u02bcяненко', 'Дем\u02bcяненко'],
  ['ʻAʻala', '‘A‘ala'],
  ['Ana\u202e Lima', 'Ana Lima'],
])('%j needs no box', async (name, drawn) => {
  const { all } = await made(people([name]));
  expect(all()).toContain(drawn);
  expect(all().join(' ')).not.toMatch(/no font for/);
});

it('a Khmer name with unseen joiners, and brackets among Arabic, are drawn without a box', async () => {
  const { all } = await made(people(['ស្រី\u200bមុំ', 'محمد (Ali) عبد', 'محمد علی\u200cزاده']));
  const words = all().join(' ');
  expect(words).not.toMatch(/no font for/);
  expect(words).not.toContain('\0');
  expect(words).toMatch(/\(\s*Ali\s*\)/);
});

it('a name longer than its column goes on in the next line, whole and in its size', async () => {
  const long = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(2);
  const chinese = '王秀英'.repeat(20);
  const { texts } = await made(people([long, chinese, 'a'.repeat(100)]));
  const joined = texts.map(({ text }) => text).join('');
  for (const name of [long, chinese, 'a'.repeat(100)]) expect(joined).toContain(name);
  for (const { text, height } of texts.filter(({ text }) => /Wolfe|王|aaa/.test(text)))
    expect({ text, height }).toEqual({ text, height: 11 });
});

it('no line stands in another, however many a language needs', async () => {
  const language = 'Chinese (Traditional, as spoken in Hong Kong)';
  const { texts } = await made(people(['Ana', 'Bea', 'Eva'], { language, needsInterpreter: true, time: '1:00 pm' }));
  const heights = texts.filter(({ text }) => /Chinese|Traditional|Hong|interpreter/.test(text)).map(({ y }) => y);
  expect(heights.length).toBeGreaterThanOrEqual(9);
  const gaps = heights.slice(1).map((y, i) => (heights[i] ?? 0) - y);
  expect(Math.min(...gaps)).toBeGreaterThan(10);
});

it('two that are made at once are each what they would be alone', async () => {
  const [first, second] = [people(NASTY.slice(-5)), people(NAMES.slice(-8))];
  const alone = [await made(first), await made(second)];
  const both = await Promise.all([made(first), made(second)]);
  expect(both.map(({ texts }) => texts)).toEqual(alone.map(({ texts }) => texts));
});

it('others have their turn while it is made', async () => {
  let turns = 0;
  let last = setImmediate(function next() {
    turns += 1;
    last = setImmediate(next);
  });
  await sheetPdf(HEAD, people(sixty), { phones: false });
  clearImmediate(last);
  expect(turns).toBeGreaterThanOrEqual(60);
});

/** The letters of a text in their plain forms, each with how often it stands there. */
function letters(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const letter of text.normalize('NFKD').replace(/[\s\p{Cf}]/gu, ''))
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
}

const lacking = (wanted: Map<string, number>, found: Map<string, number>) =>
  [...wanted]
    .filter(([letter, n]) => (found.get(letter) ?? 0) < n)
    .map(([letter]) => letter)
    .join('');
