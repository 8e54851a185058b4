import type { Face } from './faces.js';
import { facesFor } from './faces.js';
import type { Run } from './text-runs.js';
import { clustersOf, textRuns } from './text-runs.js';

interface Place {
  x: number;
  /** The line that the letters stand on. */
  y: number;
  size: number;
  width: number;
  bold?: boolean;
  align?: 'start' | 'end';
}

interface Measured {
  runs: (Run<Face> & { width: number })[];
  width: number;
}

const ON_LINE: PDFKit.Mixins.TextOptions = { lineBreak: false, baseline: 'alphabetic' };
/** With features given, even none, pdfkit shapes a piece as a whole; else word by word, which it remembers. */
const AS_A_WHOLE: PDFKit.Mixins.TextOptions = { ...ON_LINE, features: [] };
const optionsOf = ({ rtl }: Run<Face>) => (rtl ? AS_A_WHOLE : ON_LINE);
const SMALLEST = 6;
/** Stands for a letter that no face has. None has this sign either, and each draws a box in its place. */
export const NO_LETTER = '\u25af';
/** What would turn a line around unseen, or is no letter at all. Joiners belong to Persian and Khmer. */
const NOT_DRAWN = /(?![\u200c\u200d])\p{Cf}/gu;

/** Writes lines of any script on the pages of a document. */
export class SheetWriter {
  /** Whether some letter was drawn as a box, for want of a font. */
  lacked = false;
  /** Runs and width of each text at the size of 1: to shape a text is the most of the work. */
  private readonly measured = new Map<string, Measured>();

  private constructor(
    private readonly doc: PDFKit.PDFDocument,
    private readonly faces: Awaited<ReturnType<typeof facesFor>>,
  ) {
    // It takes an opened font as well, though its types do not say so.
    for (const { name, font } of [faces.plain, faces.bold, ...faces.others])
      doc.registerFont(name, font as unknown as PDFKit.Mixins.PDFFontSource);
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

  /** A text as the lines on which it fits: parted between words, and within one where it is longer than a line. */
  wrapped(text: string, size: number, width: number): string[] {
    const fits = (line: string) => this.measure(line, false).width * size <= width;
    const lines = [''];
    const add = (piece: string) => {
      if (fits(`${lines.at(-1)}${piece}`.trimEnd())) lines.push(`${lines.pop()}${piece}`);
      else lines.push(piece);
    };
    if (fits(text)) return [text];
    for (const word of text.match(/\S+\s*|\s+/gu) ?? []) {
      if (fits(word.trimEnd())) add(word);
      else for (const cluster of clustersOf(word)) add(cluster);
    }
    return lines.map((line) => line.trim()).filter(Boolean);
  }

  private measure(text: string, bold: boolean): Measured {
    const key = `${bold} ${text}`;
    const known = this.measured.get(key);
    if (known) return known;
    const { plain, bold: strong, others } = this.faces;
    const order = [bold ? strong : plain, ...others];
    const runs = textRuns<Face>(this.drawn(text, order), (cluster, before) => {
      const faces = before ? [before, ...order] : order;
      return faces.find((face) => face.has(cluster)) ?? plain;
    }).map((run) => this.sized({ ...run, text: run.face.known(run.text) }));
    const measured = { runs, width: runs.reduce((all, run) => all + run.width, 0) };
    this.measured.set(key, measured);
    return measured;
  }

  private sized(run: Run<Face>) {
    const { face, text } = run;
    return { ...run, width: this.doc.font(face.name).fontSize(face.scale).widthOfString(text, optionsOf(run)) };
  }

  /** What is seen of a text. Marks are joined to their letters: fonts have letters with marks sooner than marks alone. */
  private drawn(text: string, faces: Face[]): string {
    const plain = text.normalize('NFC').replace(NOT_DRAWN, '').replace(/\s/gu, ' ').replaceAll('\u02bb', '\u2018');
    return clustersOf(plain)
      .map((cluster) => {
        if (faces.some((face) => face.has(cluster))) return cluster;
        this.lacked = true;
        return NO_LETTER;
      })
      .join('');
  }
}
