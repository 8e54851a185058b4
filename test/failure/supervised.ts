import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A built program that is started again whenever it ends, as a service manager does. */
export class Supervised {
  /** How often it was started. */
  starts = 0;
  private child!: ChildProcess;
  /** Whether the present life came so far as to serve. */
  private life!: Promise<boolean>;
  private stopping = false;

  constructor(
    private readonly program: string,
    private readonly env: Record<string, string>,
  ) {
    this.start();
  }

  /** Resolves when this life, or one after it, serves. */
  async up(): Promise<void> {
    while (!(await this.life) && !this.stopping);
  }

  /** `kill -9`; the next life begins when it has gone. */
  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }

  private start(): void {
    this.starts += 1;
    const child = spawn(process.execPath, [`dist/src/${this.program}`], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'error', ...this.env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.life = new Promise((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => chunk.includes('is ready') && resolve(true));
      child.once('exit', () => resolve(false));
    });
    child.once('exit', () => this.stopping || this.start());
    this.child = child;
  }
}
