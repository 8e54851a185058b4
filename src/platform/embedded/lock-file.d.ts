/**
 * Runs `work` while this process alone holds the file `path`; other processes that ask wait their turn.
 * The lock of a process that was killed is taken over.
 * @param onWait called once if somebody else holds the lock
 * @throws what `work` throws; the file system's error when `path` cannot be written
 */
export function withLockFile<T>(path: string, work: () => Promise<T>, onWait?: () => void): Promise<T>;

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean;
