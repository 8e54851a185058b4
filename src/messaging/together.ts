/** Writes what comes while the write before is under way in one go: each waits no longer than alone, all wait for fewer. */
export class Together<T> {
  private waiting: T[] = [];
  private next: Promise<void> | undefined;
  private current: Promise<void> = Promise.resolve();

  constructor(private readonly write: (all: T[]) => Promise<void>) {}

  /** Settles as the write does that it was part of. */
  add(one: T): Promise<void> {
    this.waiting.push(one);
    this.next ??= this.current
      .catch(() => undefined)
      .then(() => {
        const all = this.waiting;
        [this.waiting, this.next] = [[], undefined];
        return (this.current = this.write(all));
      });
    return this.next;
  }
}
