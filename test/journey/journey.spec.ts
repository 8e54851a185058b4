import { countsDiffer, makeClinic } from '../support/factories.js';
import type { SmallPhone } from '../support/small-phone.js';
import { startSmallPhone } from '../support/small-phone.js';

const WORDS = {
  en: {
    choose: 'Choose a time',
    check: 'Check and book',
    book: 'Book this place',
    have: 'You have a place',
    manage: 'Move or cancel',
    move: 'Move to another time',
    yesMove: 'Yes, move',
    moved: 'Your place is moved',
    cancel: 'Cancel',
    yesCancel: 'Yes, cancel',
    cancelled: 'Your place is cancelled',
    name: 'Your name',
    phone: 'Phone',
    texts: 'Send me text messages about this place',
  },
  es: {
    choose: 'Elegir una hora',
    check: 'Revisar y reservar',
    book: 'Reservar este lugar',
    have: 'Usted tiene un lugar',
    manage: 'Cambiar o cancelar',
    move: 'Cambiar la hora',
    yesMove: 'Sí, cambiar',
    moved: 'Su lugar cambió de hora',
    cancel: 'Cancelar',
    yesCancel: 'Sí, cancelar',
    cancelled: 'Su lugar está cancelado',
    name: 'Su nombre',
    phone: 'Teléfono',
    texts: 'Envíenme mensajes de texto sobre este lugar',
  },
};

let phone: SmallPhone;

beforeAll(async () => {
  phone = await startSmallPhone();
  await makeClinic(phone.test, { title: 'Codman Square Library', to: '16:00', capacity: 4 });
}, 60_000);

afterAll(() => phone.close());

afterEach(async () => expect(await countsDiffer(phone.test)).toEqual([]));

describe.each(['en', 'es'] as const)('a person books, moves and cancels in %s', (locale) => {
  const words = WORDS[locale];

  it.each([
    ['with', true],
    ['without', false],
  ])(
    '%s JavaScript on a small phone',
    async (how, javaScriptEnabled) => {
      const { context, page, errors } = await phone.open({
        javaScriptEnabled,
        locale: locale === 'es' ? 'es-MX' : 'en-US',
      });
      // The pages are the same ones without JavaScript.
      const look = () => (javaScriptEnabled ? phone.looksRight(page) : Promise.resolve());
      const title = (text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor();
      await page.goto(phone.base);
      expect(new URL(page.url()).pathname).toBe(`/${locale}`);
      await look();
      await page.getByRole('link', { name: 'Codman Square Library' }).click();
      await look();
      await page.getByRole('link', { name: words.choose }).click();
      await look();
      await page.getByRole('link', { name: /^10:30/ }).click();
      await look();
      await page.getByLabel(words.name, { exact: true }).fill(`Lourdes ${how === 'with' ? 'Script' : 'Plain'}`);
      await page.getByLabel(words.phone).fill('617-555-0142');
      await page.getByLabel(words.texts).check();
      await page.getByRole('button', { name: words.check }).click();
      await look();
      await page.getByRole('button', { name: words.book }).click();
      await title(words.have);
      await look();
      await page.getByRole('link', { name: words.manage }).click();
      await look();
      await page.getByRole('link', { name: words.move }).click();
      await look();
      await page.getByRole('link', { name: /^12:00/ }).click();
      await look();
      await page.getByRole('button', { name: words.yesMove }).click();
      await title(words.moved);
      await look();
      await page.getByRole('link', { name: words.cancel, exact: true }).click();
      await look();
      await page.getByRole('button', { name: words.yesCancel }).click();
      await title(words.cancelled);
      await look();
      expect(errors).toEqual([]);
      await context.close();
    },
    60_000,
  );
});

it('transfers less than 60 KB for the whole journey: pages, stylesheet, icons', async () => {
  const { context, page } = await phone.open();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(`${phone.base}/en`);
  await page.getByRole('link', { name: 'Codman Square Library' }).click();
  await page.getByRole('link', { name: 'Choose a time' }).click();
  await page.getByRole('link', { name: /^11:30/ }).click();
  await page.getByLabel('Your name').fill('Bytes Counted');
  await page.getByLabel('Phone').fill('617-555-0143');
  await page.getByRole('button', { name: 'Check and book' }).click();
  await page.getByRole('button', { name: 'Book this place' }).click();
  await page.getByRole('heading', { name: 'You have a place' }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(60_000);
  await context.close();
}, 60_000);

it("a video call gives its link only to who booked, and adds the reader's own time where the clock is another", async () => {
  await makeClinic(phone.test, { title: 'Evening call', mode: 'virtual', from: '18:00', to: '20:00' });
  const { context, page, errors } = await phone.open({ timezoneId: 'America/Los_Angeles' });
  const link = 'https://video.example.org/room-1';
  const held: boolean[] = [];
  const look = async () => held.push((await page.content()).includes(link));
  await page.goto(phone.base);
  await look();
  await page.getByRole('link', { name: 'Evening call' }).click();
  await look();
  await page.getByRole('link', { name: 'Choose a time' }).click();
  expect(await page.locator('.own-time').innerText()).toMatch(/^6:00 pm is \w+ 3:00 pm where you are now\.$/);
  await look();
  await page.getByRole('link', { name: /^6:30/ }).click();
  expect(await page.locator('.own-time').innerText()).toMatch(/^Where you are now: \w+ 3:30 pm$/);
  await page.getByLabel('Your name').fill('Far Away');
  await page.getByLabel('Email').fill('far.away@example.org');
  await look();
  await page.getByRole('button', { name: 'Check and book' }).click();
  await look();
  expect(held).toEqual([false, false, false, false, false]);
  await page.getByRole('button', { name: 'Book this place' }).click();
  await page.getByRole('heading', { name: 'You have a place' }).waitFor();
  expect(await page.getByRole('link', { name: 'Open the video call' }).getAttribute('href')).toBe(link);
  expect(await page.locator('.own-time').innerText()).toMatch(/3:30 pm$/);
  await phone.looksRight(page);
  await page.getByRole('link', { name: 'Move or cancel' }).click();
  await page.getByRole('link', { name: 'Open the video call' }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
}, 60_000);
