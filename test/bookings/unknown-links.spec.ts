import { booked, tokenOf } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;

beforeAll(async () => void (test = await startTestApp()));
afterAll(() => test.close());

it('who guesses links is stopped after a hundred; a right link on the same address still gets in', async () => {
  const clinic = await makeClinic(test);
  const token = tokenOf(await booked(test, bookingBody(clinic.slots[0]?.id ?? '')));
  const statuses = [];
  for (let i = 0; i <= 100; i++)
    statuses.push((await test.app.inject({ url: `/api/bookings/${'A'.repeat(22)}` })).statusCode);
  expect(statuses).toEqual([...Array.from({ length: 100 }, () => 404), 429]);

  const pages = [`/m/${token}`, `/api/bookings/${token}`, `/bookings/${token}/calendar.ics`];
  for (const url of pages) expect((await test.app.inject({ url })).statusCode).toBe(200);
  const elsewhere = await test.app.inject({ url: `/m/${'A'.repeat(22)}`, remoteAddress: '198.51.100.7' });
  expect(elsewhere.statusCode).toBe(404);
  const guess = await test.app.inject({ url: `/m/${token.slice(0, -1)}` });
  expect([guess.statusCode, Number(guess.headers['retry-after']) > 0]).toEqual([429, true]);
});
