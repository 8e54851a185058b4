import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { ConfigError } from '../config.js';
import type { Frame, TableEndFrame, TableFrame } from './frames.js';
import { readFrames } from './frames.js';
import { quotedList } from '../quoting.js';

/** What to do with the tables of a backup as they come by. */
export interface Destination {
  /** The quoted name of the table that the rows go to; undefined passes over them. */
  into: (table: TableFrame) => string | undefined;
  /** Called once they are there. */
  loaded: (table: TableFrame, end: TableEndFrame) => Promise<void>;
}

/** Streams the content of a backup into tables, in the transaction that `client` has open. */
export async function load(client: pg.ClientBase, bytes: AsyncIterable<Buffer>, to: Destination): Promise<void> {
  const frames = readFrames(bytes);
  for (let frame = await next(frames); frame.type !== 'end'; frame = await next(frames)) {
    if (frame.type !== 'table') throw broken();
    let end: Frame | undefined;
    const rows = async function* () {
      for (end = await next(frames); end.type === 'rows'; end = await next(frames)) yield end.bytes;
    };
    const name = to.into(frame);
    if (name) await pipeline(rows, client.query(copyFrom(`copy ${name} (${quotedList(frame.columns)}) from stdin`)));
    else for await (const _ of rows());
    if (end?.type !== 'tableEnd') throw broken();
    if (name) await to.loaded(frame, end);
  }
}

async function next(frames: AsyncGenerator<Frame>): Promise<Frame> {
  const result = await frames.next();
  if (result.done) throw broken();
  return result.value;
}

const broken = () => new ConfigError('the file is genuine but not whole: it was not written to its end');
