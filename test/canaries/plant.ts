import { randomUUID } from 'node:crypto';
import { FormTokens } from '../../src/platform/form-tokens.js';
import type { AppProcess } from '../support/app-process.js';
import type { Booked } from '../support/bookings.js';
import { tokenOf } from '../support/bookings.js';
import { CANARY } from '../support/canaries.js';
import { eventually } from '../support/eventually.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic, ZONE } from '../support/factories.js';
import { routesOf } from '../support/routes.js';
import type { SmsStandin } from '../support/sms-standin.js';
import { postForm, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { plantCalls } from './plant-calls.js';
import { plantInbox } from './plant-inbox.js';

const HEADERS = {
  'accept-language': 'zyxandra-CANAREZ',
  cookie: 'preview=zyxandra; draft=canarez',
  referer: 'https://zyxandra.example.org/canarez',
  'sec-fetch-site': 'same-origin',
  'user-agent': 'Zyxandra Canarez',
  'x-forwarded-for': 'zyxandra',
  'x-request-id': 'zyxandra-canarez',
};
const QUERY = new URLSearchParams({ lang: 'zyxandrá', ...CANARY }).toString();
const LINK = 'https://video.example.org/zyxandra-canarez';
const VIDEO = {
  ...{ title: 'Video', smsName: 'Video clinic', mode: 'virtual', languages: ['en'], joiningLink: LINK },
  ...{
    timeZone: ZONE,
    day: dayIn(10),
    bookingOpensAt: `${dayIn(-2)}T00:00:00Z`,
    bookingClosesAt: `${dayIn(10)}T00:00:00Z`,
  },
};
const FORM = { name: CANARY.fullName, phone: CANARY.phone, email: CANARY.email, language: 'es', smsConsent: 'yes' };
const KEY = 'zyxandra.canarez:617-555-0142';

/** Plants the canary in a running app: everywhere where it is accepted, and everywhere where it is not. */
export class Planter {
  /** Where answers sent people on to, and where their pages lead. */
  readonly addresses: string[] = [];
  readonly bookings: Booked[] = [];
  private clinics: MadeClinic[] = [];
  private token = '';

  constructor(
    private readonly test: TestApp,
    private readonly app: Pick<AppProcess, 'url'>,
    private readonly sms: SmsStandin,
  ) {}

  /** What must be accepted, by the route that takes it, in this order. */
  readonly accepted: Record<string, () => Promise<Response>> = {
    'POST /api/admin/clinics': async () => {
      const answer = await this.team('POST', '', VIDEO);
      const { id, slug } = (await answer.clone().json()) as MadeClinic;
      await this.team('POST', `/${id}/slot-plan`, { from: '09:30', to: '10:30', everyMinutes: 30, capacity: 2 });
      await this.team('POST', `/${id}/publish`);
      const { slots } = (await (await fetch(`${this.app.url}/api/clinics/${id}/slots`)).json()) as MadeClinic;
      this.clinics.push({ id, slug, slots });
      return answer;
    },
    'PATCH /api/admin/clinics/:id': () => this.team('PATCH', `/${this.clinics[0]?.id}`, { joiningLink: LINK }),
    'POST /api/bookings': async () => {
      for (const i of [0, 1, 2, 3, 4]) {
        const answer = await this.send('POST', '/api/bookings', bookingBody(this.slot(i), CONTACT), `${KEY}:${i}`);
        this.bookings.push((await answer.clone().json()) as Booked);
        if (!answer.ok) return answer;
      }
      return this.send('POST', '/api/bookings', bookingBody(this.slot(0), CONTACT), `${KEY}:0`);
    },
    'POST /:locale/book/:slotId': async () => {
      const form = { ...FORM, form: this.test.app.get(FormTokens).issue() };
      const review = await this.send(
        'POST',
        `/es/book/${this.slot(5)}`,
        new URLSearchParams({ ...form, step: 'review' }),
      );
      if (review.status >= 400) return review;
      return this.send('POST', `/es/book/${this.slot(5)}`, new URLSearchParams({ ...form, step: 'book' }));
    },
    'POST /:locale/lost-link': () =>
      this.send('POST', '/en/lost-link', new URLSearchParams({ ...FORM, reference: this.booking(0).reference })),
    'POST /api/lost-links': () =>
      this.send('POST', '/api/lost-links', { reference: this.booking(0).reference, phone: CANARY.phone }),
    'POST /api/bookings/:token/move': () =>
      this.send('POST', `/api/bookings/${this.link(0)}/move`, { slotId: this.slot(0, 1) }),
    'POST /m/:token/move/:slotId': () =>
      this.send('POST', `/m/${this.link(1)}/move/${this.slot(1, 1)}`, new URLSearchParams(FORM)),
    'POST /api/bookings/:token/cancel': () =>
      this.send('POST', `/api/bookings/${this.link(2)}/cancel`, { reason: CANARY.fullName }),
    'POST /api/bookings/:token/attendees/:id/cancel': () => {
      const { attendees } = this.booking(3);
      return this.send('POST', `/api/bookings/${this.link(3)}/attendees/${attendees[0]?.id}/cancel`, CANARY);
    },
    'POST /m/:token/cancel': () =>
      this.send('POST', `/m/${this.link(4)}/cancel`, new URLSearchParams({ who: CANARY.fullName })),
    'POST /webhooks/twilio/status/:messageId': async () => {
      const [taken] = await eventually(() => {
        const to = this.sms.to('+16175550142');
        if (!to[0]) throw new Error('nothing sent yet');
        return to;
      });
      const status = taken && (await this.sms.report(this.app.url, taken, 'delivered'));
      return new Response(null, { status });
    },
    'POST /api/admin/bookings': () =>
      this.send('POST', '/api/admin/bookings', bookingBody(this.slot(2), { ...CONTACT, phone: '+16175550143' })),
    'POST /api/admin/clinics/:id/roster/walk-ins': async () => {
      const person = { fullName: CANARY.fullName, language: 'es', needsInterpreter: false };
      const answer = await this.team('POST', `/${this.clinics[2]?.id}/roster/walk-ins`, {
        ...{ ...person, slotId: this.slot(2), phone: CANARY.phone },
      });
      await this.noteEverywhere();
      return answer;
    },
    ...plantCalls(
      this.sms,
      () => this.app.url,
      (url, body) => this.send('POST', url, body),
    ),
    ...plantInbox((url, body) => this.send(body ? 'POST' : 'GET', url, body)),
    'POST /api/admin/bookings/search': () => this.send('POST', '/api/admin/bookings/search', { find: CANARY.fullName }),
    'POST /api/admin/bookings/:id/identity': async () =>
      this.send('POST', `/api/admin/bookings/${await this.bookingId(0)}/identity`, { facts: ['name', 'reference'] }),
    'PATCH /api/admin/bookings/:id': async () => {
      const details = { name: `${CANARY.fullName} Zyxandra`, phone: CANARY.phone, email: CANARY.email, language: 'en' };
      return this.send('PATCH', `/api/admin/bookings/${await this.bookingId(0)}`, details);
    },
    'POST /m/:token/erase': async () => {
      await this.test.database.query(
        `update slots set starts_at = starts_at - interval '20 days', ends_at = ends_at - interval '20 days'
         where id = any($1)`,
        [[this.slot(1), this.slot(1, 1)]],
      );
      return this.send('POST', `/m/${this.link(1)}/erase`, new URLSearchParams(FORM));
    },
  };

  /** Clinics to book in, and the team's token. */
  async prepare(): Promise<void> {
    this.token = await this.test.token();
    for (let i = 0; i < 5; i++) this.clinics.push(await makeClinic(this.test, { title: 'Video', mode: 'virtual' }));
  }

  /** What intake staff write down of each person of whom a name is kept. */
  private async noteEverywhere(): Promise<void> {
    const { cookie } = await signedIn(this.test, 'admin');
    const people = await this.test.database.query<{ id: string; clinic: string; language: string }>(
      `select id, clinic_id as clinic, language from attendees where name is not null and status <> 'cancelled'`,
    );
    for (const { id, clinic, language } of people) {
      const form = { notes: `${CANARY.fullName} ${CANARY.phone}`, language, notesRead: '' };
      const answer = await postForm(this.test, `/staff/clinics/${clinic}/roster/people/${id}`, form, { cookie });
      if (answer.statusCode !== 303) throw new Error(`no note of a person: ${answer.statusCode}`);
    }
  }

  /** Once more what was accepted, as a new submission. */
  async bookAgain(): Promise<Response> {
    const { slots } = await makeClinic(this.test);
    return this.send('POST', '/api/bookings', bookingBody(slots[0]?.id ?? '', CONTACT));
  }

  /** Every route with every kind of body, with right values in its address and with a name in it. Returns the statuses. */
  async everywhere(): Promise<Set<number>> {
    const ids = { id: this.clinics[0]?.id ?? '', clinicId: this.clinics[0]?.id ?? '' };
    const right: Record<string, string> = { ...ids, locale: 'en', slotId: this.slot(0), token: this.link(0) };
    const statuses = new Set<number>();
    const odd = ['/zyxandra/canarez', '/api/zyxandra', '/%zyxandra', `/m/${this.link(0)}/zyxandra`];
    odd.push('/zyxandra'.repeat(500));
    const routes = routesOf(this.test).flatMap(({ method, path }) =>
      [right, {} as Record<string, string>].map((known) => ({
        method,
        url: path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? encodeURIComponent(CANARY.fullName)),
      })),
    );
    for (const { method, url } of [...routes, ...odd.map((url) => ({ method: 'GET', url }))]) {
      for (const body of method === 'GET' ? [undefined] : this.refused()) {
        statuses.add((await this.send(method, `${url}?${QUERY}`, body)).status);
      }
    }
    return statuses;
  }

  private refused = () => [
    new URLSearchParams({
      ...FORM,
      name2: CANARY.fullName,
      reference: 'zyxandra',
      key: 'canarez',
      who: 'zyxandra',
      step: 'book',
    }),
    '{"zyxandra',
    bookingBody('zyxandra', CANARY),
    { ...CANARY, contact: CANARY, attendees: [CANARY], reference: CANARY.fullName, slotId: CANARY.phone },
    { title: CANARY.fullName, reason: CANARY.fullName, [CANARY.fullName]: CANARY.phone },
  ];

  private team(method: string, path: string, body?: object) {
    return this.send(method, `/api/admin/clinics${path}`, body);
  }

  private async send(method: string, url: string, body?: object | string, key = `${KEY}:${randomUUID()}`) {
    const form = body instanceof URLSearchParams;
    const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
    const answer = await fetch(this.app.url + url, {
      method,
      redirect: 'manual',
      headers: {
        ...HEADERS,
        'idempotency-key': key,
        authorization: url.startsWith('/api/admin')
          ? `Bearer ${this.token}`
          : 'Bearer zyxandra-canarez-zyxandra-canarez',
        ...(body && { 'content-type': type }),
      },
      body: form || typeof body === 'string' ? body : JSON.stringify(body),
    });
    const page = await answer.clone().text();
    const leads = [...page.matchAll(/ (?:href|action|formaction|src)="(\/[^"]*)"/g)].map(([, address = '']) => address);
    this.addresses.push(...leads, answer.headers.get('location') ?? '');
    return answer;
  }

  private slot = (clinic: number, n = 0) => this.clinics[clinic]?.slots[n]?.id ?? '';
  private async bookingId(n: number): Promise<string> {
    const answer = await this.send('POST', '/api/admin/bookings/search', { find: this.booking(n).reference });
    return ((await answer.json()) as { people: { bookingId: string }[] }).people[0]?.bookingId ?? '';
  }
  private booking = (n: number) => this.bookings[n] as Booked;
  private link = (n: number) => tokenOf(this.booking(n));
}

const CONTACT = { ...CANARY, emailConsent: true };

function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
