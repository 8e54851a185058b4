/** One round at a time, and another as long as there is something to take. */
export class Lane {
  running: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly round: () => Promise<number>,
    private readonly onError: (error: unknown) => void,
  ) {}

  wake(): void {
    this.again = true;
    this.running ??= this.work().finally(() => (this.running = undefined));
  }

  private async work(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        if ((await this.round()) > 0) this.again = true;
      } catch (error) {
        this.onError(error);
      }
    }
  }
}
