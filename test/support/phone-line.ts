import { codeOf } from './bookings.js';
import type { MessagingApp } from './messaging-app.js';
import { startMessagingApp } from './messaging-app.js';
import { PlainBrowser } from './plain-browser.js';
import { signedIn } from './staff.js';

/** Ten in the morning in Boston. */
export const NOW = '2026-12-01T15:00:00Z';

interface Listed {
  id: string;
  reason: string;
  reference: string | null;
  revision: number;
  turn: string;
}

interface Sheet extends Listed {
  phone: string;
  words: string | null;
  name: string | null;
  replies: { body: string; pictures: number }[];
  message: { kind: string; channel: string; code: string } | null;
  also: { id: string; reason: string; revision: number }[];
  since: string;
}

type Member = Awaited<ReturnType<typeof signedIn>>;
let people = 0;
export const newNumber = () => `+1617555${String(3000 + ++people)}`;

/** Two people of the team who call, and what they see. */
export class PhoneLine {
  maria!: Member;
  anita!: Member;

  private constructor(readonly test: MessagingApp) {}

  static async start(): Promise<PhoneLine> {
    return new PhoneLine(await startMessagingApp(NOW));
  }

  /** An empty list, and everything works. */
  async reset(): Promise<void> {
    this.test.clock.at = new Date(NOW);
    this.test.mail.trouble = () => undefined;
    this.test.sms.trouble = () => undefined;
    await this.comeIn();
    await this.test.database.query(
      `update call_tasks set state = 'done', closed_at = now(), taken_by = null, taken_at = null`,
    );
    await this.test.database.query(`update clinic_change_bookings set state = 'left'`);
  }

  /** Sessions end when nobody works for long. */
  async comeIn(): Promise<void> {
    this.maria = await signedIn(this.test, 'phone_desk', { name: 'Maria' });
    this.anita = await signedIn(this.test, 'admin', { name: 'Anita' });
  }

  async api<T>(method: 'GET' | 'POST', path = '', body: object = {}, { cookie }: Member = this.maria) {
    await this.test.answer();
    const payload = method === 'POST' ? body : undefined;
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const answer = await this.test.app.inject({ method, url: `/api/admin/call-tasks${path}`, payload, headers });
    return { status: answer.statusCode, code: codeOf(answer), ...answer.json<T & { call: Sheet }>() };
  }

  async list(): Promise<Listed[]> {
    return (await this.api<{ calls: Listed[] }>('GET')).calls;
  }

  async reasons() {
    return (await this.list()).map(({ reason, reference }) => ({ reason, reference }));
  }

  desk({ token, browserCookie }: Member = this.maria): PlainBrowser {
    const page = new PlainBrowser(this.test);
    page.jar.set(browserCookie.name, token);
    return page;
  }
}
