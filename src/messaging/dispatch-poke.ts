import { Injectable } from '@nestjs/common';

/** Tells dispatch, in the same process, that something was committed to the outbox. Missing it costs half a second. */
@Injectable()
export class DispatchPoke {
  private listener: () => void = () => {};

  poke(): void {
    this.listener();
  }

  onPoke(listener: () => void): void {
    this.listener = listener;
  }
}
