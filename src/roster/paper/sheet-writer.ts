import type PDFDocument from 'pdfkit';
import type { Face } from './faces.js';
import { facesFor } from './faces.js';
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

type Drawn = { face: Face; text: string; width: number }[];

/** The faces shape whole pieces: features given, even none, keep pdfkit from taking the words apart. */
const WHOLE: PDFKit.Mixins.TextOptions = { features: [], lineBreak: false, baseline: 'alphabetic' };
const SMALLEST = 6;

/** Writes lines of any script on the pages of a document. */
export class SheetWriter {
  private constructor(
    private readonly doc: PDFKit.PDFDocument,
    private readonly faces: Awaited<ReturnType<typeof facesFor>>,
  ) {
    for (const { name, bytes } of [faces.plain, faces.bold, ...faces.others]) doc.registerFont(name, bytes);
  }

  /** @param texts all that will be written: the faces for it are opened here */
  static async for(doc: InstanceType<typeof PDFDocument>, texts: string[]): Promise<SheetWriter> {
    return new SheetWriter(doc, await facesFor(texts));
  }

  /** A text on one line, smaller where it would not fit. What one copies from it is the text as it was entered. */
  line(text: string, { x, y, size, width, bold = false, align = 'start' }: Place): void {
    let fitting = size;
    while (fitting > SMALLEST && this.width(text, fitting, bold) > width) fitting -= 0.5;
    const drawn = this.drawn(text, fitting, bold);
    const wide = drawn.reduce((all, run) => all + run.width, 0);
    let at = align === 'end' ? x + width - wide : x;
    this.doc
      .save()
      .rect(x, y - 2 * size, width, 3 * size)
      .clip();
    this.doc.markContent('Span', { actual: text });
    for (const run of drawn) {
      this.doc.font(run.face.name).fontSize(fitting).text(run.text, at, y, WHOLE);
      at += run.width;
    }
    this.doc.endMarkedContent();
    this.doc.restore();
  }

  /** A text as the lines on which it fits; a word that is too long has a line of its own. */
  wrapped(text: string, size: number, width: number): string[] {
    const lines: string[] = [];
    for (const word of text.split(' ')) {
      const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
      if (lines.length > 0 && this.width(longer, size) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  private width(text: string, size: number, bold = false): number {
    return this.drawn(text, size, bold).reduce((all, run) => all + run.width, 0);
  }

  private drawn(text: string, size: number, bold: boolean): Drawn {
    const { plain, bold: strong, others } = this.faces;
    const order = [bold ? strong : plain, ...others];
    const faceOf = (cluster: string, before?: Face) =>
      [...(before ? [before] : []), ...order].find((face) => face.has(cluster)) ?? plain;
    return textRuns(text, faceOf).map((run) => ({
      ...run,
      width: this.doc.font(run.face.name).fontSize(size).widthOfString(run.text, WHOLE),
    }));
  }
}
