import { DateTime } from 'luxon';
import type { Locale } from '../../src/i18n/locales.js';
import { LOCALES } from '../../src/i18n/locales.js';
import type { MessageKey } from '../../src/i18n/translate.js';
import { translator } from '../../src/i18n/translate.js';
import { booked, tokenOf } from '../support/bookings.js';
import type { MadeClinic } from '../support/factories.js';
import { book, bookingBody, countsDiffer, makeClinic, ZONE } from '../support/factories.js';
import { PlainBrowser } from '../support/plain-browser.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const NOW = DateTime.fromISO('2033-06-01T12:00', { zone: ZONE });
const clock = new TestClock(NOW.toJSDate());

let test: TestApp;
beforeAll(async () => void (test = await startTestApp({ clock })));
afterAll(() => test.close());
beforeEach(() => void (clock.at = NOW.toJSDate()));
afterEach(async () => expect(await countsDiffer(test)).toEqual([]));

/** As the team's cancelling leaves it. */
async function callOff({ id }: MadeClinic): Promise<void> {
  await test.database.query('update slots set open = false where clinic_id = $1', [id]);
  await test.database.query(`update clinics set status = 'cancelled' where id = $1`, [id]);
}

async function fill({ slots }: MadeClinic): Promise<void> {
  for (const slot of slots) while ((await book(test, bookingBody(slot.id))).statusCode === 201);
}

const window = async (clinic: MadeClinic, column: 'opens' | 'closes', at: DateTime) => {
  await test.database.query(`update clinics set booking_${column}_at = $2 where id = $1`, [clinic.id, at.toJSDate()]);
  await test.database.query(`update slots set ${column}_at = $2 where clinic_id = $1`, [clinic.id, at.toJSDate()]);
};

/** How each comes about, what its page says, and how much of it the list still has. */
const SHUT: Record<string, { shut: (clinic: MadeClinic) => unknown; listed: boolean; says: MessageKey[] }> = {
  full: { shut: fill, listed: true, says: ['clinic.state.full', 'clinic.next.full'] },
  'not yet open': {
    shut: (clinic) => window(clinic, 'opens', NOW.plus({ days: 2 })),
    listed: true,
    says: ['clinic.next.not_yet'],
  },
  closed: {
    shut: (clinic) => window(clinic, 'closes', NOW.minus({ minutes: 1 })),
    listed: true,
    says: ['clinic.state.closed', 'clinic.next.closed'],
  },
  cancelled: { shut: callOff, listed: true, says: ['clinic.next.cancelled'] },
  past: {
    shut: () => (clock.at = NOW.plus({ days: 11 }).toJSDate()),
    listed: false,
    says: ['clinic.next.over'],
  },
};

describe.each(LOCALES.map(({ tag }) => tag))('in %s, a clinic that is', (locale: Locale) => {
  const t = translator(locale);

  it.each(Object.keys(SHUT))('%s says so, and what to do next, wherever one comes from', async (name) => {
    const { shut, listed, says } = SHUT[name] ?? { shut: fill, listed: true, says: [] };
    const title = `Library, ${name}, ${locale}`;
    const clinic = await makeClinic(test, { title });
    const [slot] = clinic.slots;
    const reader = await new PlainBrowser(test).open(`/${locale}`);
    await (await (await reader.follow(title)).follow(t('clinic.chooseTime'))).follow('9:30');
    const form = { url: reader.url, html: reader.html };
    await shut(clinic);

    const clinicPage = `/${locale}/clinics/${clinic.slug}`;
    const toldWhatIs = () => {
      for (const key of says) expect(reader.text).toContain(t(key));
      expect(reader.links.some(({ href }) => href === `/${locale}`)).toBe(true);
      expect(reader.html).toContain('tel:+16173505480;ext=200');
      expect(reader.links.filter(({ href }) => href.includes('/book/'))).toEqual([]);
    };
    // From the list; by an address kept from before; by the address of its times.
    await reader.open(`/${locale}`);
    expect(reader.links.some(({ words }) => words === title)).toBe(listed);
    await (listed ? reader.follow(title) : reader.open(clinicPage));
    expect([reader.status, reader.url]).toEqual([200, clinicPage]);
    toldWhatIs();
    await reader.open(`${clinicPage}/times`);
    expect(reader.status).toBe(200);
    toldWhatIs();
    // With the form open: a reload, and sending it.
    await reader.open(form.url);
    expect([reader.status, reader.url]).toEqual([200, clinicPage]);
    toldWhatIs();
    Object.assign(reader, form);
    await reader.press(t('form.check'), { name: 'Late Person', email: 'late@example.org' });
    if (name === 'full') {
      expect([reader.status, reader.title]).toEqual([409, t('form.taken')]);
      expect(reader.text).toContain(t('form.takenAll'));
    } else {
      expect(reader.url).toBe(clinicPage);
      toldWhatIs();
    }
    expect((await book(test, bookingBody(slot?.id ?? ''))).statusCode).toBe(409);
  });

  it.each(['clinics/nowhere', 'clinics/nowhere/times', 'book/1', `book/${crypto.randomUUID()}`, 'nowhere'])(
    'unknown (%s) is a 404 that leads to the clinics',
    async (path) => {
      const reader = await new PlainBrowser(test).open(`/${locale}/${path}`);
      expect([reader.status, reader.title]).toEqual([404, t('page.not_found.title')]);
      await reader.follow(t('page.seeClinics'));
      expect(reader.title).toBe(t('list.title'));
    },
  );

  it('closed between review and the last button: nothing is booked, and the clinic says why', async () => {
    const clinic = await makeClinic(test, { title: `Closing ${locale}` });
    const reader = await new PlainBrowser(test).open(`/${locale}/clinics/${clinic.slug}/times`);
    await (await reader.follow('10:00')).press(t('form.check'), { name: 'Last Minute', email: 'last@example.org' });
    await window(clinic, 'closes', NOW);
    await reader.press(t('review.book'));
    expect(reader.url).toBe(`/${locale}/clinics/${clinic.slug}`);
    expect(reader.text).toContain(t('clinic.next.closed'));
    expect(await test.database.query('select 1 from bookings where clinic_id = $1', [clinic.id])).toEqual([]);
  });

  it('called off, later over: the holder of a link sees what is so, and nothing that cannot work', async () => {
    const clinic = await makeClinic(test, { title: `Called off ${locale}` });
    const token = tokenOf(await booked(test, bookingBody(clinic.slots[0]?.id ?? '')));
    const home = `/m/${token}?lang=${locale}`;
    const reader = new PlainBrowser(test);
    const expectAtHome = async (title: MessageKey, lead: MessageKey, pages: string[]) => {
      for (const page of pages) {
        await reader.open(`/m/${token}${page}?lang=${locale}`);
        expect([reader.status, reader.url, reader.title]).toEqual([200, home, t(title)]);
        expect(reader.text).toContain(t(lead));
        expect(reader.links.filter(({ href }) => /\/cancel\b|calendar/.test(href))).toEqual([]);
        expect(reader.links.some(({ href }) => href === `/${locale}`)).toBe(true);
      }
    };
    await callOff(clinic);
    await expectAtHome('manage.calledOff.title', 'manage.calledOff.lead', ['', '/done', '/cancel']);
    // Another date can be chosen, one of this clinic cannot.
    await reader.follow(t('manage.otherDate'));
    expect([reader.status, reader.title]).toEqual([200, t('move.title')]);
    expect(reader.links.filter(({ href }) => clinic.slots.some(({ id }) => href.includes(id)))).toEqual([]);
    await reader.open(`/m/${token}/move/${clinic.slots[1]?.id}?lang=${locale}`);
    expect([reader.status, reader.title]).toEqual([409, t('move.title')]);
    await test.database.query(`update clinics set status = 'completed' where id = $1`, [clinic.id]);
    clock.at = NOW.plus({ days: 11 }).toJSDate();
    const all = ['', '/done', '/cancel', '/move', `/move/${clinic.slots[1]?.id}`];
    await expectAtHome('manage.over.title', 'manage.over.lead', all);
    expect(reader.links.filter(({ href }) => /\/move\b/.test(href))).toEqual([]);
  });

  it('moving to a time that fills meanwhile keeps the place one has, and offers the others', async () => {
    const clinic = await makeClinic(test, { title: `Moving ${locale}`, to: '11:00', capacity: 1 });
    const [own, wanted] = clinic.slots.map((slot) => slot.id);
    const token = tokenOf(await booked(test, bookingBody(own ?? '')));
    const reader = await new PlainBrowser(test).open(`/m/${token}?lang=${locale}`);
    await (await reader.follow(t('manage.move'))).follow('10:00');
    const sure = { url: reader.url, html: reader.html };
    await booked(test, bookingBody(wanted ?? ''));
    const expectOthers = () => {
      expect([reader.status, reader.title]).toEqual([409, t('move.title')]);
      expect(reader.text).toContain(t('error.slot_full'));
      expect(reader.links.some(({ words }) => words.startsWith('10:30'))).toBe(true);
    };
    await reader.press(t('move.yes'));
    expectOthers();
    Object.assign(reader, sure);
    await reader.open(sure.url);
    expectOthers();
    await (await reader.follow('10:30')).press(t('move.yes'));
    expect(reader.title).toBe(t('manage.moved.title'));
  });
});
