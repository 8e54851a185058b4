import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

const PROXY = '10.1.2.3';
const LIMIT = 20; // wrong API tokens from one address

let test: TestApp;

beforeAll(async () => void (test = await startTestApp({ env: { TRUSTED_PROXIES: '10.0.0.0/8' } })));
afterAll(() => test.close());

async function wrongToken(remoteAddress: string, forwarded: string): Promise<number> {
  const headers = { authorization: `Bearer ${'x'.repeat(40)}`, 'x-forwarded-for': forwarded };
  return (await test.app.inject({ url: '/api/admin/clinics', headers, remoteAddress })).statusCode;
}

async function useUp(remoteAddress: string, forwarded: (i: number) => string): Promise<void> {
  for (let i = 0; i < LIMIT; i++) expect(await wrongToken(remoteAddress, forwarded(i))).toBe(401);
}

it('a stranger who sends X-Forwarded-For stays one address, whatever it claims', async () => {
  await useUp('203.0.113.9', (i) => `192.0.2.${i}`);
  expect(await wrongToken('203.0.113.9', '192.0.2.99')).toBe(429);
  expect(await wrongToken(PROXY, '192.0.2.99')).toBe(401); // whom it claimed to be is not blamed
});

it('behind our proxy each visitor is an address of its own', async () => {
  await useUp(PROXY, () => '198.51.100.1');
  expect(await wrongToken(PROXY, '198.51.100.1')).toBe(429);
  expect(await wrongToken(PROXY, '198.51.100.2')).toBe(401);
  expect(await wrongToken('10.200.0.1', '198.51.100.1, 10.1.2.3')).toBe(429); // two proxies of ours in a row
});

it('what a visitor wrote into the header before our proxy added to it is not believed', async () => {
  await useUp(PROXY, (i) => `192.0.2.${i}, 198.51.100.7`);
  expect(await wrongToken(PROXY, '192.0.2.200, 198.51.100.7')).toBe(429);
});
