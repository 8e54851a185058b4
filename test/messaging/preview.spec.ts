import { previewKey } from '../../src/messaging/preview-key.js';
import { Sealer } from '../../src/platform/sealing.js';
import { InviteStaff } from '../../src/staff/invite-staff.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { postForm } from '../support/staff.js';

const PHONE = '+16175550123';
const MAILBOX = 'reader@example.org';
const JOINING = { name: 'Fay', email: 'fay@example.org', role: 'intake' } as const;
const [SMS, EMAIL] = [{ SMS_CHANNEL: 'preview' }, { EMAIL_CHANNEL: 'preview' }];

/** A booking told by both ways, and an invitation to the team; the mailbox as whoever has its key sees it. */
async function mailboxOf(env: Record<string, string>, look: (test: MessagingApp, page: Page) => Promise<void>) {
  const test = await startMessagingApp('2026-12-01T15:00:00Z', env);
  try {
    const { slots } = await makeClinic(test);
    const contact = { fullName: 'Ana Lima', phone: PHONE, email: MAILBOX, emailConsent: true };
    const { manageUrl } = await booked(test, bookingBody(slots[0]?.id ?? '', contact));
    await test.app.get(InviteStaff).run(JOINING, { actor: 'shell' });
    await test.dispatch();
    const key = previewKey(test.app.get(Sealer));
    const entered = await postForm(test, '/preview', { key });
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    const open = async (url: string) => test.app.inject({ url, headers: { cookie } });
    const { body } = await open('/preview');
    await look(test, { body, manageUrl, open, ids: await ids(test) });
  } finally {
    await test.close();
  }
}

interface Page {
  body: string;
  manageUrl: string;
  open: (url: string) => Promise<{ statusCode: number; body: string }>;
  /** Of the emails in the outbox. */
  ids: string[];
}

const ids = async ({ database }: MessagingApp) =>
  (await database.query<{ id: string }>(`select id from messages where channel = 'email'`)).map(({ id }) => id);

const htmlOf = ({ ids, open }: Page) =>
  Promise.all(ids.map(async (id) => (await open(`/preview/${id}/html`)).statusCode));

it('texts are real and emails are not: the mailbox shows the emails alone', () =>
  mailboxOf(EMAIL, async ({ sms }, page) => {
    const [text] = sms.to(PHONE);
    expect(text).toBeDefined();
    expect(page.body).toContain(`Email to ${MAILBOX}`);
    expect(page.body).toContain('/staff/welcome/');
    expect(page.body).not.toContain('Text message to');
    expect(page.body).not.toContain(PHONE);
    expect(await htmlOf(page)).toEqual([200, 200]);
  }));

it('emails are real and texts are not: no email is shown, nor opened by its id', () =>
  mailboxOf(SMS, async ({ mail }, page) => {
    expect(mail.mails).toHaveLength(2);
    expect(page.body).toContain(`Text message to ${PHONE}`);
    expect(page.body).toContain(page.manageUrl);
    expect(page.body).not.toContain(MAILBOX);
    expect(page.body).not.toContain('/staff/welcome/');
    expect(await htmlOf(page)).toEqual([404, 404]);
  }));

it('what was real stays hidden once both are previews; what did not go is there, without words', () =>
  mailboxOf({ ...SMS, ...EMAIL }, async ({ database }, page) => {
    // As a database that sent for real until today.
    await database.query(`update messages set provider = 'smtp' where channel = 'email'`);
    await database.query(`insert into messages (id, kind, channel, subject_type, subject_id, dedupe_key, state, error_code, due_at, created_at)
      select gen_random_uuid(), 'stopped_kind', channel, subject_type, subject_id, 'preview:stopped', 'suppressed', 'opted_out', due_at, created_at
      from messages where channel = 'sms'`);
    const { body } = await page.open('/preview');
    expect(body).toContain(`Text message to ${PHONE}`);
    expect(body).not.toContain(MAILBOX);
    expect(body).toContain('stopped_kind · suppressed · opted_out');
    expect(await htmlOf(page)).toEqual([404, 404]);
  }));
