import { ConfigError } from '../platform/config.js';
import { describeError } from '../platform/logging.js';

type Stop = () => Promise<unknown>;

/** Registers what is to be stopped when the process leaves. */
export type OnStop = (stop: Stop) => void;

/** Longer than any request or message in flight; after it the process ends anyway. */
const PATIENCE_MS = 20_000;

/**
 * Runs a process from start to end: what `start` registers is stopped in reverse order on SIGTERM or SIGINT, or when
 * the start fails. A wrong setting is one line on standard error, anything else one line without personal data.
 */
export async function runProcess(start: (onStop: OnStop) => Promise<void>): Promise<void> {
  const stops: Stop[] = [];
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    for (const one of stops.reverse()) {
      await one().catch((error: unknown) => {
        complain(error);
        code = 1;
      });
    }
    process.exit(code);
  };
  process.on('SIGTERM', () => void stop(0));
  // A Ctrl-C under npm arrives twice: from the terminal, and once more from npm.
  process.on('SIGINT', () => void stop(0));
  try {
    await start((one) => stops.push(one));
  } catch (error) {
    complain(error);
    await stop(1);
  }
}

function complain(error: unknown): void {
  const line = error instanceof ConfigError ? error.message : JSON.stringify(describeError(error));
  process.stderr.write(`${line}\n`);
}

/** The end of a command: what it has to say, and an orderly stop. */
export function finish(text: string): void {
  process.stdout.write(`${text}\n`);
  process.kill(process.pid, 'SIGTERM');
}
