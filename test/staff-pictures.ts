import { mkdirSync } from 'node:fs';
import { startSmallPhone } from './support/small-phone.js';
import { sessionOf, signedIn } from './support/staff.js';
import { booked } from './support/bookings.js';
import { bookingBody } from './support/factories.js';
import { makeSeason } from './support/team.js';

const OUT = '/tmp/shots';
it('look', async () => {
  mkdirSync(OUT, { recursive: true });
  const phone = await startSmallPhone();
  const season = await makeSeason(phone.test);
  const { reference: ref } = await booked(phone.test, bookingBody(season.saturday.slots[5]?.id ?? ''));
  const admin = await signedIn(phone.test, 'admin', { name: 'Marisol Andrade' });
  const intake = await signedIn(phone.test, 'intake', { name: 'Jean-Robert de la Fontaine-Beauvoir' });
  for (const scheme of ['light', 'dark'] as const) {
    const { page, context, errors } = await phone.open();
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [360, 768, 1280]) {
      if (scheme === 'dark' && width === 768) continue;
      await page.setViewportSize({ width, height: 740 });
      const shot = (name: string) => page.screenshot({ path: `${OUT}/${name}-${width}-${scheme}.png`, fullPage: true });
      await context.clearCookies();
      await context.addCookies([admin.browserCookie]);
      await page.goto(`${phone.base}/staff`);
      await shot('home');
      await page.goto(`${phone.base}/staff/clinics/${season.saturday.id}`);
      await shot('clinic');
      await page.keyboard.press('/');
      await page.keyboard.type('library');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /Found/ }).waitFor();
      await shot('search');
      await page.goto(`${phone.base}/staff`);
      await page.keyboard.press('/');
      await page.keyboard.type(ref.toLowerCase());
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /Found/ }).waitFor();
      await shot('booking');
      await page.keyboard.press('?');
      await page.screenshot({ path: `${OUT}/keys-${width}-${scheme}.png` });
      await page.goto(`${phone.base}/staff/audit/export`);
      await shot('export');
      await page.getByLabel('Why do you need it?').fill('A yearly review');
      await page.getByRole('button', { name: 'Make the file' }).click();
      await page.getByText('Waits').or(page.getByText('Save the file')).first().waitFor();
      await shot('task');
      await page.getByText('Save the file').waitFor();
      await shot('taskdone');
      await page.goto(`${phone.base}/staff/people/${intake.id}`);
      await shot('person');
      await context.clearCookies();
      await context.addCookies([intake.browserCookie]);
      await page.goto(`${phone.base}/staff`);
      await shot('intake');
      console.log(errors.splice(0));
    }
  }
  void sessionOf;
  await phone.close();
}, 120_000);
