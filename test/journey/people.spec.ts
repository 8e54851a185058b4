import { booked, tokenOf } from '../support/bookings.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import { PlainBrowser } from '../support/plain-browser.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let clinic: MadeClinic;

beforeAll(async () => {
  test = await startTestApp();
  clinic = await makeClinic(test, { title: 'People', to: '16:00', capacity: 12 });
});
afterAll(() => test.close());
afterEach(async () => expect(await countsDiffer(test)).toEqual([]));

const bookings = async () =>
  (await test.database.query<{ n: number }>('select count(*)::integer as n from bookings'))[0]?.n ?? 0;

/** On the form of a time, for so many people. */
async function atForm(time = '9:30', people = 1, options = {}): Promise<PlainBrowser> {
  const reader = await new PlainBrowser(test, options).open(`/en/clinics/${clinic.slug}/times?people=${people}`);
  return reader.follow(time);
}

const referenceOf = (reader: PlainBrowser) => /class="ref"[^>]*>([^<]+)</.exec(reader.html)?.[1];

describe('whoever comes', () => {
  it('a family of three on one phone has three names, one reference, and three places', async () => {
    const reader = await atForm('9:30', 3);
    const names = { name: 'Ana Reis', name2: 'Rui Reis', name3: 'Eva Reis' };
    await reader.press('Check and book', { ...names, phone: '(617) 555-0171' });
    expect(reader.text).toContain('Ana Reis, Rui Reis, Eva Reis');
    await reader.press('Book this place');
    expect([reader.status, reader.title]).toEqual([200, 'You have a place']);
    expect(reader.text).toContain('Ana Reis, Rui Reis, Eva Reis');
    await (await reader.follow('Move or cancel')).follow('Cancel');
    expect(reader.text).toContain('All 3 of us');
    const rui = /value="([0-9a-f-]{36})"[^>]*>\s*<span>Only Rui Reis/.exec(reader.html)?.[1] ?? '';
    await reader.press('Yes, cancel', { who: rui });
    expect(reader.title).toBe('That place is given back');
    expect(reader.text).toContain('Ana Reis, Eva Reis');
  });

  it.each([
    ['an email only', { email: 'only@example.org' }, 'We send you an email.'],
    ['a phone only, with texts', { phone: '617 555 0172', smsConsent: 'yes' }, 'to the phone that ends in 72'],
    ['a phone only, without texts', { phone: '617 555 0173' }, 'please keep this page'],
    [
      'both',
      { phone: '+1 617 555 0174', email: 'both@example.org', smsConsent: 'yes' },
      'an email, and a text to the phone that ends in 74',
    ],
  ])('%s is enough', async (_what, contact, told) => {
    const reader = await atForm();
    await (await reader.press('Check and book', { name: 'Just Enough', ...contact })).press('Book this place');
    expect(reader.title).toBe('You have a place');
    expect(reader.text).toContain(told);
  });

  it.each([
    ['Khmer', 'សុខ ចាន់‌ថា'],
    ['Arabic', 'فاطمة الزهراء'],
    ['Chinese', '陳大文'],
    ['an apostrophe', "Siobhan O'Neill"],
    ['an accent typed in two parts', 'Jose\u0301 Nu\u0301n\u0303ez'],
    ['a dot and a comma', 'Dr. Martin L. King, Jr.'],
  ])('a name with %s comes back as it was written', async (script, name) => {
    const reader = await atForm();
    await reader.press('Check and book', { name, email: `${script.length}@example.org` });
    const shown = name.normalize('NFC');
    expect(reader.text.normalize('NFC')).toContain(shown);
    await reader.press('Book this place');
    expect(reader.title).toBe('You have a place');
    expect(reader.text).toContain(shown);
    await (await reader.follow('Move or cancel')).follow('Cancel');
    await reader.press('Yes, cancel');
    expect(reader.text).toContain(shown);
  });

  it('a name that is HTML is asked for again, shown as it was typed, and runs nowhere', async () => {
    const reader = await atForm();
    const name = `<img src=x onerror="alert('1')"> & "Ana"`;
    await reader.press('Check and book', { name, email: 'html@example.org' });
    expect([reader.status, reader.html.replace(/"[^"]*"/g, '').includes('<img')]).toEqual([422, false]);
    expect(reader.text).toContain('Write the name with letters only');
    expect(new URLSearchParams(reader.formOf('Check and book').body).get('name')).toBe(name);
    await (await reader.press('Check and book', { name: 'Ana Html' })).press('Book this place');
    expect(reader.title).toBe('You have a place');
  });
});

describe('without cookies', () => {
  it('a person books all the same, and can go back to mend what was typed', async () => {
    const reader = await atForm('11:00', 2, { cookies: false });
    const before = await bookings();
    await reader.press('Check and book', { name: 'No Cookie', name2: 'Nor I', email: 'no.cookie@example.org' });
    expect([reader.status, reader.title]).toEqual([200, 'Is this right?']);
    await reader.press('Change something');
    const kept = new URLSearchParams(reader.formOf('Check and book').body);
    expect([kept.get('name'), kept.get('name2'), kept.get('email')]).toEqual([
      'No Cookie',
      'Nor I',
      'no.cookie@example.org',
    ]);
    await reader.press('Check and book', { name2: 'Nor Me' });
    expect(reader.text).toContain('No Cookie, Nor Me');
    const review = { html: reader.html, url: reader.url };
    await reader.press('Book this place');
    expect([reader.status, reader.title]).toEqual([200, 'You have a place']);
    const reference = referenceOf(reader);
    // Back, and the same button again.
    await Object.assign(reader, review).press('Book this place');
    expect(referenceOf(reader)).toBe(reference);
    expect(await bookings()).toBe(before + 1);
  });

  it('and so does a family whose names are too long for a cookie', async () => {
    const reader = await atForm('11:00', 6);
    const long = (i: number) => `${'ក'.repeat(98)} ${String.fromCharCode(0x1781 + i)}`;
    const names = Object.fromEntries(['name', 'name2', 'name3', 'name4', 'name5', 'name6'].map((n, i) => [n, long(i)]));
    await reader.press('Check and book', { ...names, email: `${'e'.repeat(60)}@${'d.'.repeat(90)}example.org` });
    expect([reader.status, reader.title]).toEqual([200, 'Is this right?']);
    await reader.press('Book this place');
    expect(reader.title).toBe('You have a place');
  });
});

describe('one browser, read by more than one', () => {
  it('two tabs at two times book two places, each with what was typed in it', async () => {
    const tab = await atForm('1:30');
    const other = await atForm('2:00');
    Object.assign(other, { jar: tab.jar });
    await tab.press('Check and book', { name: 'First Tab', email: 'first.tab@example.org' });
    await other.press('Check and book', { name: 'Second Tab', email: 'second.tab@example.org' });
    await tab.press('Book this place');
    expect(tab.text).toContain('First Tab');
    await other.press('Book this place');
    expect([other.title, other.text.includes('Second Tab')]).toEqual(['You have a place', true]);
  });

  it('a reload of the first tab says that what was typed is gone, and asks again', async () => {
    const tab = await atForm('1:30');
    const other = await atForm('2:00');
    Object.assign(other, { jar: tab.jar });
    await tab.press('Check and book', { name: 'Reloaded Tab', email: 'reloaded@example.org' });
    await other.press('Check and book', { name: 'Later Tab', email: 'later@example.org' });
    await tab.open(tab.url);
    expect([tab.status, tab.title]).toEqual([200, 'Your details']);
    expect(tab.text).toContain('We did not find what you wrote');
    await (await tab.press('Check and book', { name: 'Reloaded Tab', email: 'reloaded@example.org' })).press('Book');
    expect(tab.title).toBe('You have a place');
  });

  it('the next person at a library computer finds an empty form; "back" finds the place that is booked', async () => {
    const reader = await atForm('3:00');
    const form = reader.url;
    await reader.press('Check and book', { name: 'Was Here', phone: '617-555-0175' });
    const review = reader.url;
    await reader.press('Book this place');
    const reference = referenceOf(reader);
    await reader.open(review);
    expect([reader.title, referenceOf(reader)]).toEqual(['You have a place', reference]);
    await reader.open(form);
    expect(reader.html).not.toMatch(/Was Here|0175/);
    await (await reader.press('Check and book', { name: 'Came Next', email: 'next@example.org' })).press('Book');
    expect([reader.title, referenceOf(reader) === reference]).toEqual(['You have a place', false]);
  });

  it('cancelling or moving twice, by a double click or in two tabs, changes it once and says what is so', async () => {
    const { slots } = clinic;
    const token = tokenOf(await booked(test, bookingBody(slots[0]?.id ?? '')));
    const tabs = [new PlainBrowser(test), new PlainBrowser(test)];
    const both = async (page: string, button: string) => {
      await Promise.all(tabs.map((tab) => tab.open(`/m/${token}${page}`)));
      await Promise.all(tabs.map((tab) => tab.press(button)));
      return tabs.map((tab) => [tab.status, tab.title]);
    };
    const moved = await both(`/move/${slots[1]?.id}`, 'Yes, move');
    expect(moved).toEqual([0, 1].map(() => [200, 'Your place is moved']));
    const cancelled = await both('/cancel', 'Yes, cancel');
    expect(cancelled).toEqual([0, 1].map(() => [200, 'Your place is cancelled']));
    const events = await test.database.query<{ kind: string }>(
      `select e.kind from booking_events e join attendees a on a.booking_id = e.booking_id
       where a.slot_id = $1 and a.status = 'cancelled' order by e.id`,
      [slots[1]?.id],
    );
    expect(events.map(({ kind }) => kind)).toEqual(['moved', 'cancelled']);
  });
});
