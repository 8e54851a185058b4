import { DateTime } from 'luxon';
import { bookingBody, makeClinic, book } from '../support/factories.js';
import { PlainBrowser } from '../support/plain-browser.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

/** The clock of the reader's device and of the server is none of a clinic's business; this one is in Honolulu. */
const NOW = '2027-02-20T12:00:00-10:00';

let test: TestApp;
beforeAll(async () => void (test = await startTestApp({ clock: new TestClock(new Date(NOW)) })));
afterAll(() => test.close());

interface Day {
  zone: string;
  day: string;
  zoneName: string;
  /** As people say it. */
  said: string;
  /** The offset in the morning of that day, after the change. */
  offset: string;
}

const DAYS: Record<string, Day> = {
  'spring, Boston': {
    ...{ zone: 'America/New_York', day: '2027-03-14', zoneName: 'Boston time' },
    ...{ said: 'Sunday, March 14', offset: '-04:00' },
  },
  'autumn, Boston': {
    ...{ zone: 'America/New_York', day: '2027-11-07', zoneName: 'Boston time' },
    ...{ said: 'Sunday, November 7', offset: '-05:00' },
  },
  'spring, Los Angeles': {
    ...{ zone: 'America/Los_Angeles', day: '2027-03-14', zoneName: 'Pacific Time' },
    ...{ said: 'Sunday, March 14', offset: '-07:00' },
  },
  'autumn, Los Angeles': {
    ...{ zone: 'America/Los_Angeles', day: '2027-11-07', zoneName: 'Pacific Time' },
    ...{ said: 'Sunday, November 7', offset: '-08:00' },
  },
};

describe.each(Object.entries(DAYS))('on the day the clock changes in %s', (name, { zone, day, said, ...right }) => {
  it.each(['in_person', 'virtual'] as const)('a clinic (%s) shows its own wall times on every page', async (mode) => {
    const title = `${name}, ${mode}`;
    const clinic = await makeClinic(test, { title, mode, zone, day, from: '08:30', to: '13:00', everyMinutes: 60 });
    // Every wall hour of the plan, and the instants that they are.
    const walls = clinic.slots.map(({ startsAt }) => DateTime.fromJSDate(startsAt, { zone }).toFormat('h:mm'));
    const nine = clinic.slots.find(({ startsAt }) => startsAt.getTime() === Date.parse(`${day}T09:30${right.offset}`));
    expect(nine).toBeDefined();
    const reader = await new PlainBrowser(test).open('/en');
    const row = reader.html.slice(reader.html.indexOf(`datetime="${day}"`));
    expect(row).toContain('>8:30 am to 12:30 pm');
    await reader.follow(title);
    expect(reader.text).toContain(said);
    expect(reader.text).toContain('8:30 am to 12:30 pm');
    await reader.follow('Choose a time');
    expect(reader.links.filter(({ href }) => href.includes('/book/')).map(({ words }) => words.split(' ')[0])).toEqual(
      walls,
    );
    if (mode === 'virtual') expect(reader.text).toContain(`All times are ${right.zoneName}.`);
    const when = `${said}, 9:30 am`;
    await reader.follow('9:30');
    expect(reader.text).toContain(`${when} (${right.zoneName})`);
    await reader.press('Check and book', { name: 'Early Bird', email: 'early@example.org' });
    expect(reader.text).toContain(`${when} (${right.zoneName})`);
    await reader.press('Book this place');
    for (const page of ['done', 'manage']) {
      if (page === 'manage') await reader.follow('Move or cancel');
      expect(reader.html).toContain(`datetime="${nine?.startsAt.toISOString()}"`);
      expect(reader.text).toContain(`${said} 9:30 am ${right.zoneName}.`);
    }
    const home = reader.url;
    await (await reader.follow('Cancel')).open(reader.url);
    expect(reader.text).toContain(when);
    await (await reader.open(home)).follow('Move to another time');
    expect(reader.text).toContain(said);
    await reader.follow('10:30');
    expect(reader.text).toContain(`From ${when} (${right.zoneName})`);
    expect(reader.text).toContain(`To ${said}, 10:30 am (${right.zoneName})`);
    await reader.press('Yes, move');
    expect(reader.text).toContain(`${said} 10:30 am ${right.zoneName}.`);
    expect(reader.text).toContain(`Moved. Before: ${when}. Now: ${said}, 10:30 am`);
    const taken = await book(test, bookingBody(nine?.id ?? ''));
    expect(taken.json<{ slot: { startsAt: string } }>().slot.startsAt).toContain(`${day}T09:30:00`);
  });
});
