import { existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLockFile } from '../../src/platform/embedded/lock-file.js';
import { temporaryDirectory } from './embedded-process.js';

let directory: string;
let lock: string;

beforeEach(() => {
  directory = temporaryDirectory();
  lock = join(directory, 'lock');
});

afterEach(() => rmSync(directory, { recursive: true }));

/** Many at once; the answer is how many were inside at the same time at most. */
async function crowd(enter: (work: () => Promise<void>) => Promise<void>): Promise<number> {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside--;
  };
  await Promise.all(Array.from({ length: 20 }, () => enter(work)));
  return most;
}

test('one at a time; without the lock there would be more', async () => {
  expect(await crowd((work) => withLockFile(lock, work))).toBe(1);
  expect(await crowd((work) => work())).toBeGreaterThan(1);
  expect(existsSync(lock)).toBe(false);
});

test('still one at a time when all of them find the lock of a process that is gone', async () => {
  writeFileSync(lock, '999999999 gone');
  expect(await crowd((work) => withLockFile(lock, work))).toBe(1);
});

test('a lock that nobody has touched for long is taken over, whoever has its process id now', async () => {
  writeFileSync(lock, '1 somebody');
  utimesSync(lock, new Date(0), new Date(0));
  expect(await withLockFile(lock, async () => 'inside')).toBe('inside');
});

test('the lock of a living process is waited for, and that is said once', async () => {
  writeFileSync(lock, '1 somebody');
  let waits = 0;
  const turn = withLockFile(
    lock,
    async () => 'inside',
    () => {
      waits++;
      setImmediate(() => rmSync(lock));
    },
  );
  expect(await turn).toBe('inside');
  expect(waits).toBe(1);
});

test('an error inside gives the lock back; a directory that is not there is an error', async () => {
  const failing = withLockFile(lock, () => Promise.reject(new Error('inside')));
  await expect(failing).rejects.toThrow('inside');
  expect(existsSync(lock)).toBe(false);
  await expect(withLockFile(join(directory, 'none/lock'), async () => {})).rejects.toThrow('ENOENT');
});
