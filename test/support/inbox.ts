import { Sealer } from '../../src/platform/sealing.js';
import { makeClinic } from './factories.js';
import type { MadeClinic } from './factories.js';
import { bookFor, freshPhone } from './caller-desk.js';
import { codeOf } from './bookings.js';
import type { MessagingApp } from './messaging-app.js';
import { startMessagingApp } from './messaging-app.js';
import { METRICS_TOKEN } from './metrics.js';
import { PlainBrowser } from './plain-browser.js';
import { signedIn } from './staff.js';

type Member = Awaited<ReturnType<typeof signedIn>>;

/** A conversation, as far as tests look at it. */
export interface Talk {
  waiting?: { revision: number; takenBy: string | null; forStaff: string | null; toCall: boolean; note: string | null };
  said: { by: string; text?: string; state?: string; kind?: string; actor?: string | null; pictures?: number }[];
  answers: number;
  language: string | null;
  bookings: { reference: string }[];
  optOuts: { channel: string; reason: string; words: string | null; actor: string | null }[];
}

interface ListAnswer {
  count: number;
  waiting: { id: string; who: string; text: string; takenBy: string | null; forStaff: string | null }[];
  recent: { id: string; who: string; text: string; answer: string | null; answeredBy: string | null }[];
}

/** Two people of the team at the inbox, and whoever writes to it. */
export class Inbox {
  maria!: Member;
  anita!: Member;
  clinic!: MadeClinic;
  private key = 0;

  private constructor(readonly test: MessagingApp) {}

  get publicUrl(): string {
    return this.test.config.publicUrl;
  }

  /** Where a browser is to see it, at an address that it reaches. */
  static async start({ browser = false } = {}): Promise<Inbox> {
    const inbox = new Inbox(await startMessagingApp('2026-12-01T15:00:00Z', { METRICS_TOKEN }, { reachable: browser }));
    inbox.clinic = await makeClinic(inbox.test, { title: 'Codman Square Library', day: '2026-12-12', capacity: 200 });
    inbox.maria = await signedIn(inbox.test, 'phone_desk', { name: 'Maria' });
    inbox.anita = await signedIn(inbox.test, 'admin', { name: 'Anita' });
    return inbox;
  }

  /** Nobody waits, and everything works. */
  async reset(at: string): Promise<void> {
    this.test.clock.at = new Date(at);
    this.test.sms.trouble = () => undefined;
    await this.test.database.query(
      `update call_tasks set state = 'done', closed_at = now(), taken_by = null, taken_at = null where closed_at is null`,
    );
  }

  /** What somebody did last, as the audit trail calls it. */
  async audited({ id }: Member): Promise<string[]> {
    const found = await this.test.database.query<{ action: string }>(
      `select action from audit_events where actor = $1 and action <> 'viewed' order by id desc limit 3`,
      [`staff:${id}`],
    );
    return found.map(({ action }) => action);
  }

  /** Somebody who has booked; their confirmation has gone. */
  async somebody(contact: Record<string, unknown> = {}, clinic = this.clinic) {
    const phone = (contact.phone as string | undefined) ?? freshPhone();
    const consent = { smsConsent: true, emailConsent: false };
    const booking = await bookFor(this.test, clinic.slots[0]?.id ?? '', {
      ...{ fullName: 'Rosa Castillo', phone, language: 'es', ...consent, ...contact },
    });
    await this.test.dispatch();
    return { ...booking, ...this.writer(phone) };
  }

  writer(phone: string = freshPhone()) {
    const write = async (body: string, more = {}) => {
      await this.test.sms.write(this.test.url, phone, body, { publicUrl: this.publicUrl, ...more });
      await this.test.answer();
      return this.idOf(phone);
    };
    return { phone, write, got: () => this.test.sms.to(phone).map(({ body }) => body) };
  }

  /** The last that a number wrote. */
  private async idOf(phone: string): Promise<string> {
    const { sealer } = this;
    const [row] = await this.test.database.query<{ id: string }>(
      'select id from replies where phone_ix = $1 order by number desc limit 1',
      [sealer.blindIndex(phone, 'phone')],
    );
    return row?.id ?? '';
  }

  private get sealer() {
    return this.test.app.get(Sealer);
  }

  async api<T = object>(method: 'GET' | 'POST', path = '', payload?: object, who: Member = this.maria, key?: string) {
    const headers = {
      ...{ cookie: who.cookie, 'sec-fetch-site': 'same-origin' },
      'idempotency-key': key ?? `a-new-key-${(this.key += 1)}`,
    };
    const answer = await this.test.app.inject({ method, url: `/api/admin/replies${path}`, payload, headers });
    const body = answer.body === '' ? ({} as T) : answer.json<T>();
    return { status: answer.statusCode, code: answer.body === '' ? undefined : codeOf(answer), body };
  }

  list = async (who?: Member) => (await this.api<ListAnswer>('GET', '', undefined, who)).body;
  talk = async (id: string, who?: Member) => (await this.api<Talk>('GET', `/${id}`, undefined, who)).body;

  /** Answers as somebody does who has just read it. */
  async answer(id: string, words: string, more: object = {}, who: Member = this.maria, key?: string) {
    const { waiting, answers } = await this.talk(id, who);
    const body = { words, seen: waiting?.revision ?? 0, answers, ...more };
    return this.api<{ closed: boolean }>('POST', `/${id}/answer`, body, who, key);
  }

  page({ token, browserCookie }: Member = this.maria): PlainBrowser {
    const page = new PlainBrowser(this.test);
    page.jar.set(browserCookie.name, token);
    return page;
  }
}
