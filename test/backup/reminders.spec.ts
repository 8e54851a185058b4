import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { remindersSentUntil, settleRestored } from '../../src/app/settle-restored.js';
import { dueSteps, writeReminders } from '../../src/bookings/reminders/due-reminders.js';
import { Remind } from '../../src/bookings/reminders/remind.job.js';
import { backUp } from '../../src/platform/backup/backup.js';
import { restore } from '../../src/platform/backup/restore.js';
import { dataSourceOptions } from '../../src/platform/data-source.js';
import { Database } from '../../src/platform/database.js';
import { newSecretKey, parseSecretKeys } from '../../src/platform/secret-keys.js';
import { booked } from '../support/bookings.js';
import type { TestDatabase } from '../support/database.js';
import { createTestDatabase } from '../support/database.js';
import { bookingBody, makeClinic, ZONE } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { reminding } from '../support/reminders.js';

const keys = parseSecretKeys(newSecretKey('b1')) ?? [];
const [key] = keys as [(typeof keys)[0]];
const directory = mkdtempSync(join(tmpdir(), 'clinics-test-'));
const path = join(directory, 'backup');
const boston = (wall: string) => DateTime.fromISO(wall, { zone: ZONE }).toJSDate();

let test: MessagingApp;
let target: TestDatabase;

/** Backed up in the morning, while one reminder is in the queue; what goes until noon the file does not know. */
beforeAll(async () => {
  test = await startMessagingApp('2028-03-01T15:00:00Z');
  const on = reminding(test);
  const clinic = await makeClinic(test, { mode: 'virtual', day: '2028-03-18', from: '15:00', to: '16:00' });
  await test.database.query(`update clinics set reminder_days = '{3,1}', reminder_hours = 2`);
  await booked(test, bookingBody(clinic.slots[0]?.id ?? ''));
  on.at('2028-03-15T10:00');
  await test.app.get(Remind).run();
  await backUp({ url: test.ownerUrl, path, key });
  await test.dispatch();
  await on.runAt('2028-03-17T10:00');
  expect(test.sms.sent).toHaveLength(3);
});
beforeEach(async () => {
  target = await createTestDatabase({ migrated: false });
});
afterEach(() => target.drop());
afterAll(async () => {
  await test.close();
  rmSync(directory, { recursive: true });
});

/** The reminders that wait, and those that are written the afternoon after the restore and two hours before the visit. */
async function restored(sentUntil?: Date) {
  const rest = { keys, secretKeys: test.config.secretKeys, retentionDays: 30 };
  const settle = async (tx: Parameters<typeof settleRestored>[0]) =>
    void (await settleRestored(tx, { ...rest, remindersSentUntil: sentUntil }));
  await restore({ url: target.ownerUrl, path, keys, settle });
  const database = new Database(await new DataSource(dataSourceOptions(target.ownerUrl)).initialize());
  const write = async (now: Date) => {
    const due = await dueSteps(database, now);
    return database.transaction((tx) => writeReminders(tx, due, now, 100));
  };
  try {
    const waiting = await database.query(`select 1 from messages where kind like 'reminder%' and state = 'queued'`);
    return [waiting.length, await write(boston('2028-03-17T14:00')), await write(boston('2028-03-18T13:00'))];
  } finally {
    await database.dataSource.destroy();
  }
}

it('what a backup does not know of goes again, unless somebody says until when it went', async () => {
  expect(await restored()).toEqual([1, 1, 1]);
});

it('reminders that went until a time do not go again; later ones do', async () => {
  expect(await restored(boston('2028-03-17T12:00'))).toEqual([0, 0, 1]);
});

it('the time is that of the team’s wall, or says its zone; not one that is still to come', () => {
  const now = new Date('2028-03-17T18:00:00Z');
  expect(remindersSentUntil('2028-03-17T12:00', now)).toEqual(new Date('2028-03-17T16:00:00Z'));
  expect(remindersSentUntil('2028-03-17T12:00Z', now)).toEqual(new Date('2028-03-17T12:00:00Z'));
  for (const wrong of ['noon', '', '2028-03-17T14:01']) {
    expect(() => remindersSentUntil(wrong, now)).toThrow(/^--reminders-sent-until: /);
  }
});
