// Plain JavaScript, because scripts/setup.mjs takes the same kind of lock before anything is compiled.
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const TOUCH_EVERY = 5_000;
const STALE_AFTER = 30_000;
const held = new Set();

export async function withLockFile(path, work, onWait = () => {}) {
  const token = `${process.pid} ${randomUUID()}`;
  for (let waited = false; !take(path, token); waited = true) {
    if (!waited) onWait();
    removeStale(path);
    await sleep(20 + Math.random() * 30);
  }
  held.add(token);
  const touch = setInterval(() => touchIfThere(path), TOUCH_EVERY).unref();
  try {
    return await work();
  } finally {
    clearInterval(touch);
    held.delete(token);
    if (read(path) === token) rmSync(path, { force: true });
  }
}

function take(path, token) {
  try {
    writeFileSync(path, token, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Two who both see a stale lock must not remove each other's new one: only the holder of `….steal` removes. */
function removeStale(path) {
  if (!isStale(path)) return;
  const steal = `${path}.steal`;
  if (!take(steal, '')) {
    if (age(steal) > STALE_AFTER) rmSync(steal, { force: true });
    return;
  }
  try {
    if (isStale(path)) rmSync(path, { force: true });
  } finally {
    rmSync(steal, { force: true });
  }
}

/** Left by a process that is gone; or by one whose pid somebody else has by now, so that nobody touches the file. */
function isStale(path) {
  const token = read(path);
  if (token === undefined) return false;
  if (age(path) > STALE_AFTER) return true;
  const pid = Number(token.split(' ')[0]);
  if (pid === process.pid) return !held.has(token);
  return pid > 0 && !isAlive(pid);
}

export function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function age(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? Date.now() - stats.mtimeMs : 0;
}

function touchIfThere(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // The directory was removed under us: there is nothing left to guard.
  }
}
