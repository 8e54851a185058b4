import PDFDocument from 'pdfkit';
import { setImmediate } from 'node:timers/promises';
import type { SheetGroup, SheetPerson } from './sheet-rules.js';
import { byTime, FOOT, languageWords, markOf, peopleWords, WALK_INS } from './sheet-rules.js';
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
const [TOP, BOTTOM] = [MARGIN + 64, HEIGHT - MARGIN - 24];
const TEXT = { size: 11, line: 13 };
const SMALL = { size: 9, line: 11 };
const BOX = 12;
const GROUP = 26;
/** High enough to write in with a pen. */
const ROW = 25;

interface Column {
  head: string;
  x: number;
  width: number;
}

const BOXES = [
  { head: 'Came', x: MARGIN, status: ['arrived', 'done'] },
  { head: 'Done', x: MARGIN + 32, status: ['done'] },
  { head: 'No-show', x: MARGIN + 64, status: ['no_show'] },
];
const NAME: Column = { head: 'Name', x: MARGIN + 110, width: 152 };
const REFERENCE: Column = { head: 'Reference', x: MARGIN + 270, width: 54 };
const LANGUAGE: Column = { head: 'Language', x: MARGIN + 332, width: 96 };
const PHONE: Column = { head: 'Phone', x: MARGIN + 436, width: RIGHT - MARGIN - 436 };
/** Without phone numbers there is room for a pen. */
const BY_HAND: Column = { ...PHONE, head: 'By hand' };

/** The sheet as a PDF for the printer: by time, a line for each person, boxes to tick with a pen. */
export async function sheetPdf(
  head: SheetHead,
  people: SheetPerson[],
  { phones }: { phones: boolean },
): Promise<Buffer> {
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
  const texts = [head.title, head.day, head.place, head.made, ...people.map(({ name }) => name)];
  const writer = await SheetWriter.for(doc, texts);
  await new Sheet(doc, writer, head, phones).write(byTime(people), people.length);
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
    private readonly phones: boolean,
  ) {}

  /** Between people, others of the process have their turn: to shape the letters of sixty takes a while. */
  async write(groups: SheetGroup[], total: number): Promise<void> {
    this.tableHead();
    for (const { time, people } of groups) {
      this.group(`${time}, ${peopleWords(people.length)}`);
      for (const person of people) {
        this.person(person, time);
        await setImmediate();
      }
    }
    this.group(WALK_INS.head);
    for (let line = 0; line < WALK_INS.lines; line += 1) this.row(0, WALK_INS.head);
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
    this.writer.line(page, { x: RIGHT - 100, y: MARGIN + 14, size: TEXT.size, width: 100, align: 'end' });
    const facts = [day, place, peopleWords(total)].filter(Boolean).join('. ');
    this.writer.line(facts, { x: MARGIN, y: MARGIN + 32, size: TEXT.size, width });
    const foot = { x: MARGIN, width, size: SMALL.size };
    if (this.writer.lacked) this.writer.line(FOOT.lacked, { ...foot, y: HEIGHT - MARGIN - SMALL.line });
    this.writer.line(`${FOOT.names} Made ${made}.`, { ...foot, y: HEIGHT - MARGIN });
  }

  private tableHead(): void {
    const y = TOP - 10;
    for (const { head, x } of [...BOXES, NAME, REFERENCE, LANGUAGE, this.phones ? PHONE : BY_HAND])
      this.writer.line(head, { x, y, size: SMALL.size, width: 100, bold: true });
    this.rule(TOP - 4, 1);
    this.y = TOP;
  }

  /** The head of a group is never the last thing on a page. */
  private group(words: string): void {
    if (this.y + GROUP + ROW > BOTTOM) this.nextPage();
    this.writer.line(words, { x: MARGIN, y: this.y + 18, size: TEXT.size, width: RIGHT - MARGIN, bold: true });
    this.y += GROUP;
    this.rule(this.y - 2, 0.7);
  }

  private person(person: SheetPerson, time: string): void {
    const names = this.writer.wrapped(person.name, TEXT.size, NAME.width);
    const words = this.writer.wrapped(languageWords(person), SMALL.size, LANGUAGE.width);
    const height = Math.max(names.length * TEXT.line, words.length * SMALL.line);
    const middle = this.row(height, time, person.status);
    this.lines(names, NAME, TEXT, middle);
    this.lines(words, LANGUAGE, SMALL, middle);
    const mark = markOf(person);
    this.lines([person.reference], REFERENCE, TEXT, mark === '' ? middle : middle - 4);
    if (mark !== '') this.lines([mark], REFERENCE, SMALL, middle + 7);
    if (this.phones && person.phone) this.lines([person.phone], PHONE, SMALL, middle);
  }

  /** A row with its boxes, high enough for what stands in it; gives back where its middle is. */
  private row(needed: number, group: string, status = ''): number {
    const height = Math.max(ROW, needed + 3);
    if (this.y + height > BOTTOM) {
      this.nextPage();
      this.group(`${group}, continued`);
    }
    const middle = this.y + height / 2;
    for (const box of BOXES) this.box(box.x, middle - BOX / 2, box.status.includes(status));
    this.y += height;
    this.rule(this.y, 0.3);
    return middle;
  }

  private lines(texts: string[], { x, width }: Column, { size, line }: typeof TEXT, middle: number): void {
    const first = middle - ((texts.length - 1) * line) / 2 + size * 0.36;
    texts.forEach((text, i) => this.writer.line(text, { x, y: first + i * line, size, width }));
  }

  /** An empty box, or one with a cross for what was so when the sheet was made. */
  private box(x: number, y: number, ticked: boolean): void {
    const [left, right, top, bottom] = [x + 2, x + BOX - 2, y + 2, y + BOX - 2];
    this.doc.lineWidth(0.8).rect(x, y, BOX, BOX).stroke('#000');
    if (ticked) this.doc.moveTo(left, top).lineTo(right, bottom).moveTo(right, top).lineTo(left, bottom).stroke('#000');
  }

  private rule(y: number, width: number): void {
    this.doc.lineWidth(width).moveTo(MARGIN, y).lineTo(RIGHT, y).stroke('#000');
  }

  private nextPage(): void {
    this.doc.addPage();
    this.tableHead();
  }
}
