export type Deed = () => Promise<void> | void;

/** What is to happen when, in order; the clock jumps from one to the next. */
export class Agenda {
  private readonly list: { at: number; deed: Deed }[] = [];

  add(at: number, deed: Deed): void {
    let [low, high] = [0, this.list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      // The next one stands last; of those at one moment the first one that was added goes first.
      if ((this.list[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    this.list.splice(low, 0, { at, deed });
  }

  get next(): number {
    return this.list.at(-1)?.at ?? Infinity;
  }

  /** Everything that is due at this moment. */
  async run(now: number): Promise<void> {
    while (this.next <= now) await this.list.pop()?.deed();
  }
}

/** Small numbers by chance, the same ones for the same seed. */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
