import { booked } from './support/bookings.js';
import { bookingBody } from './support/factories.js';
import { startSmallPhone } from './support/small-phone.js';
import { makeMember, sessionOf } from './support/staff.js';
import { makeSeason } from './support/team.js';

const FOLDER = new URL('../docs/images/', import.meta.url).pathname;

/** `npm run pictures`: what the staff guide shows, each page as the role sees it that it is for. */
it('makes the pictures of the staff guide', async () => {
  const phone = await startSmallPhone();
  const season = await makeSeason(phone.test);
  const { reference } = await booked(phone.test, bookingBody(season.saturday.slots[4]?.id ?? ''));
  const { page, context } = await phone.open();
  const shoot = (name: string) => page.screenshot({ path: `${FOLDER}staff-${name}.png` });
  const as = async (role: 'admin' | 'coordinator' | 'phone_desk' | 'intake', name: string, width: number) => {
    const clinics = [season.today.id, season.saturday.id, season.draft.id];
    const member = await makeMember(phone.test, role, { name, clinics });
    await context.clearCookies();
    await context.addCookies([(await sessionOf(phone.test, member)).browserCookie]);
    await page.setViewportSize({ width, height: 640 });
  };

  await page.goto(`${phone.base}/staff/sign-in`);
  await shoot('sign-in');
  await as('coordinator', 'Cora', 960);
  await page.goto(`${phone.base}/staff`);
  await shoot('home');
  await page.goto(`${phone.base}/staff/clinics/${season.saturday.id}`);
  await shoot('clinic');
  await as('phone_desk', 'Phuong', 960);
  await page.goto(`${phone.base}/staff`);
  await page.getByRole('searchbox').fill(reference);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('heading', { name: /^Found/ }).waitFor();
  await shoot('search');
  await as('intake', 'Ines', 360);
  await page.goto(`${phone.base}/staff`);
  await shoot('phone');
  await as('admin', 'Ada', 960);
  await page.goto(`${phone.base}/staff/people`);
  await shoot('people');
  await phone.close();
}, 60_000);
