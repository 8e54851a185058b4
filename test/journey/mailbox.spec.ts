import { Sealer } from '../../src/platform/sealing.js';
import { previewKey } from '../../src/messaging/preview-key.js';
import { axeFaults } from '../support/axe.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { SmallPhone } from '../support/small-phone.js';
import { startSmallPhone } from '../support/small-phone.js';

let phone: SmallPhone;
beforeAll(async () => void (phone = await startSmallPhone()), 60_000);
afterAll(() => phone.close());

it('the mailbox asks for its key, then shows the text, and the email in its frame as its reader would see it', async () => {
  const clinic = await makeClinic(phone.test, { title: 'Mailbox' });
  const contact = { fullName: 'Mail Reader', email: 'reader@example.org', emailConsent: true };
  const { reference } = await booked(phone.test, bookingBody(clinic.slots[0]?.id ?? '', contact));
  const { page, errors } = await phone.open();
  await page.goto(`${phone.base}/preview`);
  await phone.looksRight(page);
  await page.getByLabel('Key').fill('wrong');
  await page.getByRole('button', { name: 'Open the mailbox' }).click();
  await page.getByText('This is not the key.').waitFor();
  await page.getByLabel('Key').fill(previewKey(phone.test.app.get(Sealer)));
  await page.getByRole('button', { name: 'Open the mailbox' }).click();
  const heading = page.getByRole('heading', { name: 'Email to reader@example.org' });
  while (!(await heading.isVisible())) await page.reload();
  await phone.looksRight(page);
  const email = page.frameLocator('iframe.mail');
  await email
    .getByText(`${reference.slice(0, 3)} ${reference.slice(3)}`)
    .filter({ visible: true })
    .first()
    .waitFor({ timeout: 5_000 });
  // As a mail program shows it, on a small phone; that it stands in no landmark is for that program's page.
  const alone = (await phone.open()).page;
  await alone.setContent((await page.frames()[1]?.content()) ?? '');
  expect((await axeFaults(alone)).filter((fault) => !/^(?:region|landmark-one-main):/.test(fault))).toEqual([]);
  expect(await alone.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(errors.filter((error) => !error.includes('403'))).toEqual([]);
}, 60_000);
