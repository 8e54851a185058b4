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
  const at = (n: number) => season.saturday.slots[n]?.id ?? '';
  const mirlande = { fullName: 'Mirlande Joseph', phone: '617-555-0142', language: 'ht' };
  const attendees = [{ fullName: 'Mirlande Joseph' }, { fullName: 'Wideline Charles', needsInterpreter: true }];
  const { reference } = await booked(phone.test, { ...bookingBody(at(4), mirlande), attendees });
  await booked(phone.test, bookingBody(at(3), { fullName: 'Jozef Mirlande', phone: '617-555-0173' }));
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
  await page.keyboard.type('mirl jo');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Found/ }).waitFor();
  await shoot('search');
  await page.setViewportSize({ width: 1280, height: 760 });
  await page.getByRole('searchbox').fill(reference);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Who is calling?' }).waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('2');
  await shoot('caller-check');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Mirlande Joseph' }).waitFor();
  await shoot('caller-card');
  await page.keyboard.press('m');
  await page.getByRole('heading', { name: 'Move to which time?' }).waitFor();
  await page.keyboard.press('3');
  await shoot('caller-move');
  await as('intake', 'Ines', 360);
  await page.goto(`${phone.base}/staff`);
  await shoot('phone');
  await as('admin', 'Ada', 960);
  await page.goto(`${phone.base}/staff/people`);
  await shoot('people');
  await phone.close();
}, 60_000);
