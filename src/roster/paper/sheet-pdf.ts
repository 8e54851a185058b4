import type { SheetGroup, SheetPerson } from './sheet-rules.js';
import { byTime, languageWords, peopleWords } from './sheet-rules.js';
import { SheetWriter } from './sheet-writer.js';

/** What stands at the head of each page. */
export interface SheetHead {
  title: string;
  day: string;
  place: string;
  /** When it was made, on the wall of the clinic. */
  made: string;
}

/** Letter, in points: the paper of Massachusetts. */
const [WIDTH, HEIGHT] = [612, 792];
const MARGIN = 36;
const RIGHT = WIDTH - MARGIN;
/** Where the first row may begin, and the last one must have ended. */
const [TOP, BOTTOM] = [MARGIN + 64, HEIGHT - MARGIN - 18];
const TEXT = 11;
const SMALL = 9;
const LINE = 15;
const BOX = 11;
const GROUP = 26;

interface Column {
  head: string;
  x: number;
  width: number;
}

const BOXES = [
  { head: 'Came', x: MARGIN, status: ['arrived', 'done'] },
  { head: 'Done', x: MARGIN + 34, status: ['done'] },
  { head: 'No-show', x: MARGIN + 68, status: ['no_show'] },
];

/** Columns of words; with phone numbers the others are narrower. */
function columns(phones: boolean): Record<'name' | 'reference' | 'language' | 'phone', Column> {
  const name = { head: 'Name', x: MARGIN + 118, width: phones ? 156 : 208 };
  const reference = { head: 'Reference', x: name.x + name.width + 8, width: 60 };
  const language = { head: 'Language', x: reference.x + reference.width + 8, width: phones ? 98 : 138 };
  const phone = { head: 'Phone', x: language.x + language.width + 8, width: RIGHT - language.x - language.width - 8 };
  return { name, reference, language, phone };
}

/** The sheet as a PDF for the printer: by time, a line for each person, boxes to tick with a pen. */
export async function sheetPdf(
  head: SheetHead,
  people: SheetPerson[],
  { phones }: { phones: boolean },
): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    size: [WIDTH, HEIGHT],
    ...{ margin: 0, bufferPages: true, lang: 'en-US', displayTitle: true, pdfVersion: '1.7' },
    info: { Title: `${head.title}, ${head.day}`, Producer: '', Creator: '' },
  });
  const parts: Buffer[] = [];
  const ended = new Promise<Buffer>((done, failed) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => done(Buffer.concat(parts)));
    doc.on('error', failed);
  });
  const writer = await SheetWriter.for(doc, [
    head.title,
    head.day,
    head.place,
    head.made,
    ...people.map(({ name }) => name),
  ]);
  new Sheet(doc, writer, head, columns(phones), phones).write(byTime(people), people.length);
  doc.end();
  return ended;
}

/** One sheet being written from top to bottom. */
class Sheet {
  private y = TOP;

  constructor(
    private readonly doc: PDFKit.PDFDocument,
    private readonly writer: SheetWriter,
    private readonly head: SheetHead,
    private readonly at: ReturnType<typeof columns>,
    private readonly phones: boolean,
  ) {}

  write(groups: SheetGroup[], total: number): void {
    this.tableHead();
    for (const { time, people } of groups) {
      // The head of a group is never the last thing on a page.
      if (this.y + GROUP + 2 * LINE > BOTTOM) this.nextPage();
      this.group(`${time}, ${peopleWords(people.length)}`);
      for (const person of people) this.person(person, time);
    }
    const { count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(page);
      this.pageHead(total, `Page ${page + 1} of ${count}`);
    }
  }

  private pageHead(total: number, page: string): void {
    const { title, day, place, made } = this.head;
    const width = RIGHT - MARGIN;
    this.writer.line(title, { x: MARGIN, y: MARGIN + 14, size: 16, width: width - 110, bold: true });
    this.writer.line(page, { x: RIGHT - 100, y: MARGIN + 14, size: TEXT, width: 100, align: 'end' });
    const facts = [day, place, peopleWords(total)].filter(Boolean).join('. ');
    this.writer.line(facts, { x: MARGIN, y: MARGIN + 32, size: TEXT, width });
    const foot = `Names of people: hand it to nobody outside, and shred it after the day. Made ${made}.`;
    this.writer.line(foot, { x: MARGIN, y: HEIGHT - MARGIN, size: SMALL, width });
  }

  private tableHead(): void {
    const { name, reference, language, phone } = this.at;
    const y = TOP - 10;
    for (const { head, x } of [...BOXES, name, reference, language, ...(this.phones ? [phone] : [])])
      this.writer.line(head, { x, y, size: SMALL, width: 100, bold: true });
    this.rule(TOP - 4, 1);
    this.y = TOP;
  }

  private group(words: string): void {
    this.writer.line(words, { x: MARGIN, y: this.y + 18, size: TEXT, width: RIGHT - MARGIN, bold: true });
    this.y += GROUP;
    this.rule(this.y - 2, 0.7);
  }

  private person(person: SheetPerson, time: string): void {
    const { name, reference, language, phone } = this.at;
    const names = this.writer.wrapped(person.name, TEXT, name.width);
    const words = this.writer.wrapped(languageWords(person), SMALL, language.width);
    const lines = Math.max(names.length, words.length);
    const height = lines * LINE + 6;
    if (this.y + height > BOTTOM) {
      this.nextPage();
      this.group(`${time}, continued`);
    }
    const first = this.y + LINE;
    for (const box of BOXES) this.box(box.x, first, box.status.includes(person.status));
    names.forEach((text, i) =>
      this.writer.line(text, { x: name.x, y: first + i * LINE, size: TEXT, width: name.width }),
    );
    words.forEach((text, i) =>
      this.writer.line(text, { x: language.x, y: first + i * LINE, size: SMALL, width: language.width }),
    );
    this.writer.line(person.reference, { ...reference, y: first, size: TEXT });
    if (person.phone) this.writer.line(person.phone, { ...phone, y: first, size: SMALL });
    this.y += height;
    this.rule(this.y, 0.3);
  }

  /** An empty box, or one with a cross for what was so when the sheet was made. */
  private box(x: number, y: number, ticked: boolean): void {
    const top = y - BOX + 1;
    this.doc.lineWidth(0.8).rect(x, top, BOX, BOX).stroke('#000');
    if (!ticked) return;
    this.doc.moveTo(x + 2, top + 2).lineTo(x + BOX - 2, top + BOX - 2);
    this.doc
      .moveTo(x + BOX - 2, top + 2)
      .lineTo(x + 2, top + BOX - 2)
      .stroke('#000');
  }

  private rule(y: number, width: number): void {
    this.doc.lineWidth(width).moveTo(MARGIN, y).lineTo(RIGHT, y).stroke('#000');
  }

  private nextPage(): void {
    this.doc.addPage();
    this.tableHead();
  }
}
