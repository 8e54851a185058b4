import { Injectable } from '@nestjs/common';

/** The one source of "now". Rules take `now` as a value; only use cases and jobs ask the clock. */
@Injectable()
export class Clock {
  /** The current instant. Tests bind a clock of their own. */
  now(): Date {
    return new Date();
  }
}
