import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretKey } from '../secret-keys.js';
import { readBackupFile, writeBackupFile } from './backup-file.js';

const CHUNK = 65_536 + 16;
const key = { id: 'b1', bytes: randomBytes(32) };
const head = { madeAt: '2026-12-01T03:00:00.000Z', migrations: ['First', 'Second'] };

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'clinics-test-'));
  path = join(directory, 'backup');
});
afterEach(() => rmSync(directory, { recursive: true }));

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 10_007) yield bytes.subarray(at, at + 10_007);
}

async function read(keys: SecretKey[] = [key]): Promise<Buffer> {
  const parts: Buffer[] = [];
  const { content } = await readBackupFile(path, keys);
  await content(async (bytes) => {
    for await (const part of bytes) parts.push(part);
  });
  return Buffer.concat(parts);
}

/** The file's unsealed line, and its chunks. */
function parts(): { line: Buffer; chunks: Buffer[] } {
  const file = readFileSync(path);
  const start = file.indexOf('\n') + 1;
  const chunks = [];
  for (let at = start; at < file.length; at += CHUNK) chunks.push(file.subarray(at, at + CHUNK));
  return { line: file.subarray(0, start), chunks };
}

it.each([0, 1, 65_000, 65_535, 65_536, 131_072, 300_000])('gives back %i bytes as they were', async (length) => {
  const bytes = randomBytes(length);
  expect(await writeBackupFile(path, key, head, pieces(bytes))).toBe(statSync(path).size);
  expect((await read([{ id: 'b0', bytes: randomBytes(32) }, key])).equals(bytes)).toBe(true);
  expect((await readBackupFile(path, [key])).head).toMatchObject(head);
  expect(statSync(path).mode & 0o077).toBe(0);
});

it('gives back as they were also chunks that end where the file ends', async () => {
  // Compressed bytes of every length around a whole chunk.
  for (let length = 65_500; length < 65_530; length++) {
    const bytes = randomBytes(length);
    await writeBackupFile(path, key, head, pieces(bytes));
    expect((await read()).equals(bytes)).toBe(true);
  }
});

describe('a file that is not what it was', () => {
  beforeEach(() => writeBackupFile(path, key, head, pieces(randomBytes(300_000))));

  const flip = (bytes: Buffer, at: number) => {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    return changed;
  };
  const DAMAGED = /^\S+backup: the file is damaged: it was changed or is cut off$/;
  const CLOSED = /^\S+backup: the file does not open: BACKUP_KEY is another key, or the file is damaged$/;

  it.each<[string, RegExp, (line: Buffer, chunks: Buffer[]) => Buffer[]]>([
    ['cut off between two chunks', DAMAGED, (line, chunks) => [line, ...chunks.slice(0, -1)]],
    ['cut off within a chunk', DAMAGED, (line, chunks) => [line, ...chunks.slice(0, -2), chunks.at(-2)!.subarray(9)]],
    [
      'without its last byte',
      DAMAGED,
      (line, chunks) => [line, ...chunks.slice(0, -1), chunks.at(-1)!.subarray(0, -1)],
    ],
    ['with one byte more', DAMAGED, (line, chunks) => [line, ...chunks, Buffer.alloc(1)]],
    ['with a bit changed in the middle', DAMAGED, (line, [a, b, ...c]) => [line, a!, flip(b!, 30_000), ...c]],
    ['with a bit changed at its end', DAMAGED, (line, chunks) => [line, flip(Buffer.concat(chunks), 300_100)]],
    ['with two chunks exchanged', DAMAGED, (line, [a, b, c, ...d]) => [line, a!, c!, b!, ...d]],
    ['with a chunk twice', DAMAGED, (line, [a, ...b]) => [line, a!, a!, ...b]],
    ['without its first chunk', CLOSED, (line, [, ...rest]) => [line, ...rest]],
    ['with nothing but its first line', CLOSED, (line) => [line]],
    [
      'with another first line',
      CLOSED,
      (line, rest) => [Buffer.from(line.toString().replace('Second', 'Third!')), ...rest],
    ],
  ])('is refused in one line: %s', async (_, reason, change) => {
    const { line, chunks } = parts();
    writeFileSync(path, Buffer.concat(change(line, chunks)));
    await expect(read()).rejects.toThrow(reason);
  });

  it('is refused when it is no backup, not there, or for another key', async () => {
    await expect(read([{ id: 'b1', bytes: randomBytes(32) }])).rejects.toThrow(CLOSED);
    await expect(read([{ id: 'b2', bytes: key.bytes }])).rejects.toThrow(/^BACKUP_KEY: .* sealed with the key "b1"/);
    writeFileSync(path, 'COPY public.bookings FROM stdin;\n');
    await expect(read()).rejects.toThrow(/is no backup of this program/);
    rmSync(path);
    await expect(read()).rejects.toThrow(/cannot be read or written \(ENOENT\)$/);
  });
});

it('leaves no file behind, and the old one in its place, when writing fails', async () => {
  writeFileSync(path, 'old');
  const failing = async function* () {
    yield randomBytes(200_000);
    throw new Error('lost');
  };
  await expect(writeBackupFile(path, key, head, failing())).rejects.toThrow('lost');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(existsSync(`${path}.unfinished`)).toBe(false);
  await expect(writeBackupFile(join(directory, 'none', 'x'), key, head, failing())).rejects.toThrow(/\(ENOENT\)$/);
});
