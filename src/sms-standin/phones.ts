/** A message that the provider has taken from the app. */
export interface TakenSms {
  sid: string;
  /** The number that it comes from. */
  from: string;
  to: string;
  body: string;
  statusCallback: string;
  /** As the provider sees it. */
  status: string;
  errorCode?: string;
  takenAt: Date;
}

/** What the telephone at the other end is like, and the carrier's mind about it. */
export const CONDITIONS = {
  on: 'on, and gets its texts',
  off: 'off (30003)',
  landline: 'a landline (30006)',
  filtered: 'blocked by its carrier (30007)',
} as const;
export type Condition = keyof typeof CONDITIONS;

/** The error with which a text to it ends. */
export const ERRORS: Record<Condition, string | undefined> = {
  on: undefined,
  off: '30003',
  landline: '30006',
  filtered: '30007',
};

/** One text on the screen of a telephone. */
export interface Bubble {
  id: string;
  at: Date;
  /** `carrier`: the provider's own answer, of which the app knows nothing. */
  by: 'app' | 'person' | 'carrier';
  text: string;
  pictures: number;
  /** Of the app's: what became of it. */
  sms?: TakenSms;
  /** Of the person's: what the app said to the post, once it has. */
  heard?: string;
}

/** A telephone that texts have gone to or come from. Kept in memory, and forgotten with it. */
export class Phone {
  condition: Condition = 'on';
  /** Has stopped texts by a word that the provider acts on. */
  optedOut = false;
  readonly bubbles: Bubble[] = [];

  constructor(
    /** Its place in the list; stands in addresses, where the number does not. */
    readonly id: number,
    readonly number: string,
  ) {}

  show(bubble: Omit<Bubble, 'id'>): Bubble {
    const shown = { id: `b${this.bubbles.length + 1}`, ...bubble };
    this.bubbles.push(shown);
    return shown;
  }
}

/** All telephones by number, in the order in which they appeared. */
export class Phones {
  private readonly byNumber = new Map<string, Phone>();

  get all(): Phone[] {
    return [...this.byNumber.values()];
  }

  of(number: string): Phone {
    const known = this.byNumber.get(number) ?? new Phone(this.byNumber.size + 1, number);
    this.byNumber.set(number, known);
    return known;
  }

  find(id: number): Phone | undefined {
    return this.all[id - 1];
  }
}
