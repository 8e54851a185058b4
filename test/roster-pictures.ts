import { PracticeDay } from '../src/app/practice-day.js';
import { startSmallPhone } from './support/small-phone.js';
import { makeMember, sessionOf } from './support/staff.js';

const FOLDER = new URL('../docs/images/', import.meta.url).pathname;

/** `npm run pictures`: what the guide of the clinic day shows, from the practice clinic. */
it('makes the pictures of the clinic day', async () => {
  const phone = await startSmallPhone();
  const id = await phone.test.app.get(PracticeDay).make();
  const { page, context } = await phone.open();
  const member = await makeMember(phone.test, 'coordinator', { name: 'Cora', clinics: [id] });
  await context.addCookies([(await sessionOf(phone.test, member)).browserCookie]);
  const roster = `${phone.base}/staff/clinics/${id}/roster`;
  const shoot = async (name: string, width: number, height: number) => {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: `${FOLDER}staff-${name}.png` });
  };

  await page.goto(roster);
  await page.locator('main[data-live]').waitFor();
  await shoot('roster', 768, 900);
  await shoot('roster-phone', 360, 740);
  await page.setViewportSize({ width: 768, height: 900 });
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await context.setOffline(true);
  for (let i = 0; i < 10; i += 1) await page.locator('tr[data-status="expected"] [data-tap="arrived"]').first().click();
  await page.getByText('10 not yet sent').waitFor();
  await shoot('offline', 768, 620);
  await context.setOffline(false);
  await page.getByText('10 not yet sent').waitFor({ state: 'hidden' });

  await page.goto(`${roster}/next`);
  for (let i = 0; i < 3; i += 1)
    await page
      .getByRole('button', { name: /^Call / })
      .nth(i)
      .click();
  await shoot('next', 768, 760);
  await page.goto(`${roster}/board`);
  await shoot('board', 1280, 640);
  await phone.close();
}, 60_000);
