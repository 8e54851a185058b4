import { writeFileSync } from 'node:fs';
import { DemoSet } from '../src/app/demo-set.js';
import { startSmallPhone } from './support/small-phone.js';

const FILE = new URL('../docs/images/journey.png', import.meta.url);

/** `npm run pictures`: the picture of the README, from the demo set: the list, the times, the confirmation. */
it('makes the picture of the journey', async () => {
  const phone = await startSmallPhone();
  await phone.test.app.get(DemoSet).make();
  const { page } = await phone.open();
  const shots: string[] = [];
  const clip = { x: 0, y: 0, width: 360, height: 640 };
  const shoot = async () => shots.push((await page.screenshot({ clip })).toString('base64'));
  await page.goto(`${phone.base}/en`);
  await shoot();
  await page.getByRole('link', { name: 'Codman Square' }).first().click();
  await page.getByRole('link', { name: 'Choose a time' }).click();
  await page.evaluate(() => document.querySelector('h1')?.scrollIntoView());
  await shoot();
  await page.getByRole('link', { name: /^10:30/ }).click();
  await page.getByLabel('Your name').fill('Mirlande Joseph');
  await page.getByLabel('Phone').fill('617-555-0148');
  await page.getByLabel('Send me text messages').check();
  await page.getByRole('button', { name: 'Check and book' }).click();
  await page.getByRole('button', { name: 'Book this place' }).click();
  await page.getByRole('heading', { name: 'You have a place' }).waitFor();
  await page.evaluate(() => document.querySelector('h1')?.scrollIntoView());
  await shoot();
  await page.setViewportSize({ width: 1176, height: 688 });
  await page.goto('about:blank');
  const frame = 'border: 1px solid #6a6f66; border-radius: 12px';
  const images = shots.map((shot) => `<img style="${frame}" src="data:image/png;base64,${shot}">`);
  await page.setContent(
    `<body style="margin: 0; padding: 24px 0; display: flex; justify-content: space-evenly; background: #f1efe6">${images.join('')}`,
  );
  writeFileSync(FILE, await page.screenshot());
  await phone.close();
}, 60_000);
