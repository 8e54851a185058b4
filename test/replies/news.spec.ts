import { Inbox } from '../support/inbox.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { sessionOf } from '../support/staff.js';

let inbox: Inbox;
let test: MessagingApp;

beforeAll(async () => {
  inbox = await Inbox.start();
  test = inbox.test;
}, 60_000);
afterAll(() => test.close());
beforeEach(() => inbox.reset('2026-12-01T15:00:00Z'));

async function ask(path: string, { cookie } = inbox.maria) {
  const answer = await test.app.inject({ url: `/staff/replies${path}`, headers: { cookie } });
  return { news: answer.json<{ news?: string }>().news, body: answer.body };
}
const newsOf = async (path: string) => (await ask(path)).news;
const later = (hours: number) => (test.clock.at = new Date(test.clock.at.getTime() + hours * 3_600_000));
const views = async () => (await test.database.query(`select 1 from audit_events where action = 'viewed'`)).length;

it('is the word that the page was told, and another one for whatever the page would show anew', async () => {
  const rosa = await inbox.somebody();
  const id = await rosa.write('Where is it?');
  const page = inbox.page();
  for (const [shown, asked] of [
    ['', '/news'],
    [`/${id}`, `/${id}/news`],
  ] as const) {
    await page.open(`/staff/replies${shown}`);
    expect(page.html).toContain(`data-news="${await newsOf(asked)}"`);
  }
  const both = () => Promise.all(['/news', `/${id}/news`].map(newsOf));
  const known = await both();
  expect(await both()).toEqual(known);
  const changes = [
    () => rosa.write('And may I bring my son?'),
    () => inbox.api('POST', `/${id}/take`, undefined, inbox.anita),
    () => inbox.answer(id, 'At 690 Washington Street', {}, inbox.anita),
  ];
  for (const change of changes) {
    await change();
    const [list, one] = await both();
    expect(known).not.toContain(list);
    expect(known).not.toContain(one);
    known.push(list, one);
  }
});

it('is another one once somebody waits for too long', async () => {
  await inbox.writer().write('Where is it?');
  const before = await newsOf('/news');
  later(0.1);
  expect(await newsOf('/news')).toBe(before);
  later(6);
  const again = { ...inbox.maria, ...(await sessionOf(test, inbox.maria)) };
  expect((await ask('/news', again)).news).not.toBe(before);
});

it('shows nobody and leaves no row; asking for it keeps no session going', async () => {
  const rosa = await inbox.somebody({ fullName: 'Rosa Castillo' });
  const id = await rosa.write('Where is it?');
  const seen = () => test.database.query('select seen_at from sessions where staff_id = $1', [inbox.maria.id]);
  await inbox.page().open('/staff/replies');
  const [looks, at] = [await views(), await seen()];
  later(0.2);
  for (const path of ['/news', `/${id}/news`]) expect((await ask(path)).body).not.toMatch(/Rosa|Where|617/);
  expect(await views()).toBe(looks);
  expect(await seen()).toEqual(at);
  await inbox.page().open('/staff/replies');
  expect(await seen()).not.toEqual(at);
});
