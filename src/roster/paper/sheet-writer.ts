import type { Face } from './faces.js';
import { facesFor } from './faces.js';
import type { Run } from './text-runs.js';
import { textRuns } from './text-runs.js';

interface Place {
  x: number;
  /** The line that the letters stand on. */
  y: number;
  size: number;
  width: number;
  bold?: boolean;
  align?: 'start' | 'end';
}

const ON_LINE: PDFKit.Mixins.TextOptions = { lineBreak: false, baseline: 'alphabetic' };
/** With features given, even none, pdfkit shapes a piece as a whole; else word by word, which it remembers. */
const AS_A_WHOLE: PDFKit.Mixins.TextOptions = { ...ON_LINE, features: [] };
const optionsOf = ({ rtl }: Run<Face>) => (rtl ? AS_A_WHOLE : ON_LINE);
const SMALLEST = 6;

/** Writes lines of any script on the pages of a document. */
export class SheetWriter {
  /** Runs and width of each text at the size of 1: to shape a text is the most of the work. */
  private readonly measured = new Map<string, { runs: (Run<Face> & { width: number })[]; width: number }>();

  private constructor(
    private readonly doc: PDFKit.PDFDocument,
    private readonly faces: Awaited<ReturnType<typeof facesFor>>,
  ) {
    for (const { name, bytes } of [faces.plain, faces.bold, ...faces.others]) doc.registerFont(name, bytes);
  }

  /** @param texts all that will be written: the faces for it are opened here */
  static async for(doc: PDFKit.PDFDocument, texts: string[]): Promise<SheetWriter> {
    return new SheetWriter(doc, await facesFor(texts));
  }

  /** A text on one line, smaller where it would not fit. What one copies from it is the text as it was entered. */
  line(text: string, { x, y, size, width, bold = false, align = 'start' }: Place): void {
    const { runs, width: wide } = this.measure(text, bold);
    const fitting = Math.max(SMALLEST, Math.min(size, width / Math.max(wide, 0.01)));
    let at = align === 'end' ? x + width - wide * fitting : x;
    this.doc
      .save()
      .rect(x, y - 2 * size, width, 3 * size)
      .clip();
    this.doc.markContent('Span', { actual: text });
    for (const run of runs) {
      this.doc
        .font(run.face.name)
        .fontSize(fitting * run.face.scale)
        .text(run.text, at, y, optionsOf(run));
      at += run.width * fitting;
    }
    this.doc.endMarkedContent();
    this.doc.restore();
  }

  /** A text as the lines on which it fits; a word that is too long has a line of its own. */
  wrapped(text: string, size: number, width: number): string[] {
    const fits = (line: string) => this.measure(line, false).width * size <= width;
    if (fits(text)) return [text];
    return text.split(' ').reduce<string[]>((lines, word) => {
      const longer = `${lines.at(-1)} ${word}`;
      return lines.length > 0 && fits(longer) ? [...lines.slice(0, -1), longer] : [...lines, word];
    }, []);
  }

  private measure(text: string, bold: boolean) {
    const key = `${bold} ${text}`;
    const known = this.measured.get(key);
    if (known) return known;
    const { plain, bold: strong, others } = this.faces;
    const order = [bold ? strong : plain, ...others];
    const faceOf = (cluster: string, before?: Face) =>
      [...(before ? [before] : []), ...order].find((face) => face.has(cluster)) ?? plain;
    const runs = textRuns(text, faceOf).map((run) => ({
      ...run,
      width: this.doc.font(run.face.name).fontSize(run.face.scale).widthOfString(run.text, optionsOf(run)),
    }));
    const measured = { runs, width: runs.reduce((all, run) => all + run.width, 0) };
    this.measured.set(key, measured);
    return measured;
  }
}
