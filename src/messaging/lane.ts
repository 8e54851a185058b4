/** One round at a time, and another as long as there is something to take, until it is stopped. */
export class Lane {
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly round: () => Promise<number>,
    private readonly onError: (error: unknown) => void,
  ) {}

  wake(): void {
    this.again = true;
    this.running ??= this.work().finally(() => (this.running = undefined));
  }

  /** From now on no round begins; settles when the one in hand is done. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async work(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        if ((await this.round()) > 0) this.again = true;
      } catch (error) {
        this.onError(error);
      }
    }
  }
}
