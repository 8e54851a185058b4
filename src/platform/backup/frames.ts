/** One table's beginning. */
export interface TableFrame {
  table: string;
  columns: string[];
}

/** What a table must have in it once everything is there again. */
export interface TableEndFrame {
  rows: number;
  checksum: string;
  sequences: Sequence[];
}

export interface Sequence {
  column: string;
  last: string;
  called: boolean;
}

/** The content of a backup: for each table its beginning, its rows as COPY gives them, its end; then the end of it all. */
export type Frame =
  | ({ type: 'table' } & TableFrame)
  | { type: 'rows'; bytes: Buffer }
  | ({ type: 'tableEnd' } & TableEndFrame)
  | { type: 'end' };

const ROWS = 1;
const JSON_TEXT = 2;
const PREFIX = 5;

/** A frame as bytes: its sort, its length, and itself. */
export function frame(content: Frame): Buffer {
  const rows = content.type === 'rows';
  const body = rows ? content.bytes : Buffer.from(JSON.stringify(content));
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt8(rows ? ROWS : JSON_TEXT, 0);
  prefix.writeUInt32BE(body.length, 1);
  return Buffer.concat([prefix, body]);
}

/** The frames in a stream of bytes, however it is cut. */
export async function* readFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest = Buffer.alloc(0);
  for await (const bytes of source) {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= PREFIX && rest.length >= PREFIX + rest.readUInt32BE(1)) {
      const end = PREFIX + rest.readUInt32BE(1);
      const body = rest.subarray(PREFIX, end);
      yield rest.readUInt8(0) === ROWS ? { type: 'rows', bytes: body } : (JSON.parse(body.toString()) as Frame);
      rest = rest.subarray(end);
    }
  }
}
