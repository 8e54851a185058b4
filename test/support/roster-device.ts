import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { BadWifi } from './bad-wifi.js';
import { startBadWifi } from './bad-wifi.js';
import { sessionOf, signedIn } from './staff.js';
import type { TestApp } from './test-app.js';

type Someone = Awaited<ReturnType<typeof signedIn>>;

/** A tablet on the intake table: a browser profile, whoever is signed in, and the network it hangs on. */
export interface Device {
  page: Page;
  context: BrowserContext;
  wifi: BadWifi;
  member: Someone;
  /** What went wrong in its scripts. */
  errors: string[];
  offline(): Promise<void>;
  online(): Promise<void>;
  /** Its browser is closed and opened again: another page of the same profile. */
  restart(): Promise<void>;
  /** Somebody signs in on it; what was there of others stays as it is. */
  signIn(member: Someone): Promise<void>;
  close(): Promise<void>;
}

interface Wanted {
  /** Of another process than the test's own app. */
  port?: number;
  /** An address that is reached through the network as through a proxy, without TLS. */
  host?: string;
  /** Runs before every page. */
  before?: () => void;
}

export const rosterAt = (clinicId: string) => `/staff/clinics/${clinicId}/roster`;

/** Somebody of a clinic's intake with a device of their own and the roster open on it, ready to lose its connection. */
export async function openDevice(test: TestApp, browser: Browser, clinicId: string, name: string, wanted: Wanted = {}) {
  const member = await signedIn(test, 'intake', { clinics: [clinicId], name });
  const wifi = await startBadWifi(wanted.port ?? (test.app.getHttpServer().address() as AddressInfo).port);
  const proxy = wanted.host ? { server: wifi.url } : undefined;
  const url = wanted.host ? `http://${wanted.host}` : wifi.url;
  const context = await browser.newContext({
    ...{ locale: 'en-US', viewport: { width: 768, height: 1024 }, proxy, baseURL: url },
    // A private window has none; one that is just starting would hold up losing the connection.
    serviceWorkers: wanted.before ? 'block' : 'allow',
  });
  if (wanted.before) await context.addInitScript(wanted.before);
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(error.error().message));
  const signIn = ({ browserCookie }: Someone) => context.addCookies([{ ...browserCookie, url }]);
  await signIn(member);
  const open = async () => {
    const page = await context.newPage();
    await page.goto(rosterAt(clinicId));
    return page;
  };
  const device: Device = {
    ...{ page: await open(), context, wifi, member, errors, signIn },
    offline: async () => {
      // A browser remembers for minutes that its proxy was away.
      if (!proxy) wifi.cut();
      await context.setOffline(true);
    },
    online: async () => {
      wifi.restore();
      await context.setOffline(false);
    },
    restart: async () => {
      await device.page.close();
      device.page = await open();
    },
    close: async () => {
      await context.close();
      await wifi.close();
    },
  };
  await device.page.locator('main[data-live]').waitFor();
  // Where the browser keeps nothing no page comes from the device: the worker may take as long as it likes.
  if (!wanted.host && !wanted.before)
    await device.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  return device;
}

/** A new session of theirs, as when they sign in again. */
export const again = async (test: TestApp, member: Someone): Promise<Someone> => ({
  ...member,
  ...(await sessionOf(test, member)),
});

/** Everything in the databases and caches of the page's origin, bytes as Latin-1 and as UTF-8. */
export async function keptOn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('not read'));
      });
    const text = (value: unknown): string => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
        return new TextDecoder('latin1').decode(value) + new TextDecoder().decode(value);
      if (value instanceof CryptoKey) return `key, extractable: ${value.extractable}`;
      return value !== null && typeof value === 'object'
        ? Object.entries(value).flat().map(text).join(' ')
        : String(value);
    };
    const all = Object.entries(localStorage).flat();
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const open = database.transaction(store).objectStore(store);
        all.push(...(await done(open.getAllKeys())).map(text), ...(await done(open.getAll())).map(text));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        all.push(request.url, (await (await cache.match(request))?.text()) ?? '');
    }
    return all.join('\n');
  });
}

export const tap = (page: Page, id: string, what = 'arrived') => page.locator(`#a-${id} [data-tap="${what}"]`).click();

export const becomes = (page: Page, id: string, status: string, timeout = 10_000) =>
  page.locator(`#a-${id}[data-status="${status}"]`).waitFor({ timeout });

/** The page says that so many taps wait; none: it says nothing of any. */
export const unsent = (page: Page, count: number) =>
  count === 0
    ? page.locator('#unsent .hold').waitFor({ state: 'hidden' })
    : page.locator('#unsent', { hasText: `${count} not yet sent.` }).waitFor();

/** The taps that the server has of a clinic, as they came in or as they were made, and what came of each. */
export const tapsOf = ({ database }: TestApp, clinicId: string, order = 'received_at, ctid') =>
  database.query<{ id: string; version: number | null }>(
    `select attendee_id as id, version from roster_taps where clinic_id = $1 order by ${order}`,
    [clinicId],
  );
