import { OpenCallTask } from '../../src/phone-desk/tasks/open-call-task.js';
import { makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL } from '../support/messaging-app.js';
import { newNumber, PhoneLine } from '../support/phone-line.js';

let line: PhoneLine;
let test: MessagingApp;

beforeAll(async () => {
  line = await PhoneLine.start();
  test = line.test;
});
beforeEach(() => line.reset());
afterAll(() => test.close());

describe('voicemails, and whoever works on them', () => {
  const note = async (body: object) => (await line.api<{ id: string }>('POST', '', body)).id;

  it('are noted with the keyboard alone; one number is one task, and nothing that was noted is lost', async () => {
    const page = line.desk();
    const phone = newNumber();
    await page.open('/staff/calls');
    await page.follow('Note a voicemail');
    await page.press('Put it on the list', { phone: '555', words: 'My A-number is A123456789' });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('looks like an A-number')]);
    await page.press('Put it on the list', { phone, name: 'Zyxandra', language: 'ht', words: 'Is Saturday full?' });
    await note({ phone, words: 'She called again, crying', urgent: true });
    await page.open('/staff/calls');
    expect([page.title, page.text]).toEqual([
      '1 call to make',
      expect.stringContaining('Voicemail Urgent Haitian Creole'),
    ]);
    expect(page.text).not.toMatch(/Zyxandra|617|crying/);
    await page.press('Take the next call');
    expect(page.title).toBe('Call Zyxandra');
    expect(page.text).toContain('Is Saturday full? She called again, crying');
    expect(page.html).toContain(`href="tel:${phone}"`);
    await page.press('No answer', { tryAgain: 'at', day: '2026-11-01', time: '09:00' });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('Choose a time to come')]);
    await page.press('No answer', { tryAgain: 'evening', note: 'A machine answers' });
    expect(page.text).toContain('again on Tuesday, December 1, 6:00 pm');
    expect((await line.list())[0]?.turn).toBe('later');
    await page.open('/staff/calls');
    await page.press('Take this call');
    expect(page.html).toContain('A machine answers');
    await page.press('Reached them');
    expect(page.title).toBe('Nobody to call');
    const acts = await test.database.query<{ action: string }>(
      `select action from audit_events where actor = $1 and action like 'call\\_%' order by id desc limit 6`,
      [`staff:${line.maria.id}`],
    );
    expect(acts.map(({ action }) => action)).toEqual([
      'call_recorded',
      'call_taken',
      'call_recorded',
      'call_taken',
      'call_noted',
      'call_noted',
    ]);
  });

  it('two at once: one gets it, the other is told who; the same for two tasks of one person', async () => {
    const phone = newNumber();
    for (let round = 0; round < 25; round++) {
      const one = await note({ phone, words: 'Hello' });
      await test.app.inject({
        method: 'POST',
        url: '/api/call-me',
        remoteAddress: `10.1.1.${round}`,
        payload: { fullName: 'Zyxandra', phone, language: 'en', bestTime: 'any' },
      });
      const two = (await line.list()).find(({ reason }) => reason === 'call_me')?.id ?? '';
      const ids = round % 2 === 0 ? [one, one] : [one, two];
      const takers = [line.maria, line.anita].map((who, i) => line.api('POST', `/${ids[i]}/take`, {}, who));
      const answers = await Promise.all(takers);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const first = answers[0]?.status === 200;
      const loser = line.desk(first ? line.anita : line.maria);
      const other = round % 2 === 0 ? 'Take this call' : 'Take this call: ';
      await loser.open('/staff/calls');
      const free = round % 2 === 1 || loser.html.includes(`/staff/calls/${two}/take`);
      expect(free).toBe(true);
      await loser.press(other);
      expect([loser.status, loser.text]).toEqual([
        409,
        expect.stringContaining(`${first ? 'Maria' : 'Anita'} is at this call already`),
      ]);
      await test.database.query(
        `update call_tasks set state = 'open', taken_by = null, taken_at = null where closed_at is null`,
      );
    }
    // Asking first and writing then, as one would write it down without thinking: both get it.
    const id = (await line.list())[0]?.id;
    const naive = async (who: string) => {
      const [row] = await test.database.query<{ state: string }>('select state from call_tasks where id = $1', [id]);
      return () =>
        row?.state === 'open'
          ? test.database.query(
              `update call_tasks set state = 'taken', taken_by = $2, taken_at = now() where id = $1 returning 1`,
              [id, who],
            )
          : Promise.resolve([]);
    };
    const both = await Promise.all([await naive('a'), await naive('b')].map((write) => write()));
    expect(both.map((rows) => rows.length)).toEqual([1, 1]);
  });

  it('one call settles what else waits for the same person; without their tick it stays', async () => {
    const phone = newNumber();
    const one = await note({ phone, words: 'Hello' });
    await test.sms.write(test.url, phone, 'Are you there?', { publicUrl: PUBLIC_URL });
    const { call } = await line.api('POST', `/${one}/take`);
    expect(call.also).toMatchObject([{ reason: 'reply' }]);
    const stranger = await note({ phone: newNumber(), words: 'Somebody else' });
    const also = [`${call.also[0]?.id}:${call.also[0]?.revision}`, `${stranger}:1`];
    expect(await line.api('POST', `/${one}`, { end: 'reached', seen: call.revision, also })).toMatchObject({
      closed: true,
    });
    expect((await line.list()).map(({ id }) => id)).toEqual([stranger]);
  });

  it('what came in for another task of the same person while one was at the call is not settled unseen', async () => {
    const phone = newNumber();
    const one = await note({ phone, words: 'Hello' });
    const write = (text: string) => test.sms.write(test.url, phone, text, { publicUrl: PUBLIC_URL });
    await write('Are you there?');
    const { call } = await line.api('POST', `/${one}/take`);
    await write('My appointment is cancelled, who do I call?');
    const also = call.also.map(({ id, revision }) => `${id}:${revision}`);
    expect(await line.api('POST', `/${one}`, { end: 'reached', seen: call.revision, also })).toMatchObject({
      closed: true,
    });
    expect((await line.list()).map(({ reason }) => reason)).toEqual(['reply']);
  });

  it('what waits for the same person at a clinic that is not mine is neither shown to me nor settled', async () => {
    const phone = newNumber();
    const clinic = await makeClinic(test, { day: '2026-12-12' });
    const one = await note({ phone, words: 'Hello' });
    await test.app.get(OpenCallTask).run({ reason: 'full', phone, words: 'Private', clinicId: clinic.id });
    await test.database.query(`update clinics set status = 'draft' where id = $1`, [clinic.id]);
    const { call } = await line.api('POST', `/${one}/take`);
    expect([call.also, JSON.stringify(call)]).toEqual([[], expect.not.stringContaining('Private')]);
    const [hidden] = await test.database.query<{ id: string }>('select id from call_tasks where clinic_id = $1', [
      clinic.id,
    ]);
    const also = [`${hidden?.id}:1`];
    await line.api('POST', `/${one}`, { end: 'reached', seen: call.revision, also });
    expect((await line.api<{ calls: object[] }>('GET', '', {}, line.anita)).calls).toHaveLength(1);
  });
});
