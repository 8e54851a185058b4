import { inflateSync } from 'node:zlib';

/** A piece of text on a page, in points from the page's lower left corner. */
export interface PdfText {
  page: number;
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A PDF as another program than the one that wrote it reads it: its pages, and each piece of text where it stands. */
export async function readPdf(bytes: Buffer) {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const pages: { width: number; height: number }[] = [];
  const texts: PdfText[] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const one = await document.getPage(page);
    const { width, height } = one.getViewport({ scale: 1 });
    pages.push({ width, height });
    for (const item of (await one.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , , , x, y] = item.transform as number[];
      texts.push({ page, text: item.str, x: x ?? 0, y: y ?? 0, width: item.width, height: item.height });
    }
  }
  await task.destroy();
  return { pages, texts };
}

/** What a reader copies from each piece of text, as its writer said: the letters as they were entered. */
export function actualTexts(bytes: Buffer): string[] {
  return streams(bytes).flatMap((content) =>
    [...content.matchAll(/\/ActualText \(((?:\\[\s\S]|[^\\)])*)\)/g)].map(([, text = '']) => pdfString(text)),
  );
}

function streams(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 1)) {
    const end = bytes.indexOf('\nendstream', at);
    try {
      found.push(inflateSync(bytes.subarray(at + 7, end)).toString('latin1'));
    } catch {
      // Not compressed: a font's own table of names, or a picture.
    }
  }
  return found;
}

/** A string of a PDF: bytes with escapes, in UTF-16 when they begin with its mark. */
function pdfString(escaped: string): string {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const raw = escaped.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : (named[code] ?? code),
  );
  if (!raw.startsWith('\u00fe\u00ff')) return raw;
  const bytes = Buffer.from(raw.slice(2), 'latin1');
  return bytes.swap16().toString('utf16le');
}
