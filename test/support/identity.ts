import type { OidcConfig } from '../../src/platform/config.js';
import { startOidcProvider } from './oidc-provider.js';
import { postForm } from './staff.js';
import type { TestApp } from './test-app.js';
import { startTestApp, TestClock } from './test-app.js';

const HOME = 'http://localhost:3000';

type Answer = Awaited<ReturnType<TestApp['app']['inject']>>;

/** The Cookie header that a browser sends after this answer. */
export const cookiesOf = ({ cookies }: Pick<Answer, 'cookies'>) =>
  cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');

/** An application, a provider that people sign in to it through, and a clock. */
export async function startIdentityTest(env: Record<string, string> = {}) {
  const clock = new TestClock(new Date());
  const provider = await startOidcProvider(HOME);
  const test = await startTestApp({ clock, env: { ...provider.env, ...env } });
  const audit = (id: string) =>
    test.database.query<{ action: string; reason: string | null }>(
      'select action, reason from audit_events where subject_id = $1 order by id',
      [id],
    );
  return {
    clock,
    provider,
    test,
    oidc: test.config.oidc as OidcConfig,
    close: async () => {
      await test.close();
      await provider.stop();
    },
    actions: async (id: string) => (await audit(id)).map(({ action }) => action),
    /** Why the last one was not let in. */
    lastReason: async (id = 'unknown') => (await audit(id)).at(-1)?.reason,
    later: (seconds: number) => void (clock.at = new Date(clock.at.getTime() + seconds * 1_000)),
  };
}

export type IdentityTest = Awaited<ReturnType<typeof startIdentityTest>>;

/** Presses the button: the address at the provider, and the cookie of the attempt. */
export async function begin({ test }: IdentityTest, { next = '/staff/me', cookie = '', at = '/staff/oidc' } = {}) {
  const page = await postForm(test, at, { next }, { cookie });
  const [, url = ''] = /^0; url=(.*)$/.exec(String(page.headers['refresh'])) ?? [];
  return { page, url, cookie: [cookie, cookiesOf(page)].filter(Boolean).join('; ') };
}

/** Is led back to this address. */
export const comeBack = ({ test }: IdentityTest, back: string, cookie: string, headers: Record<string, string> = {}) =>
  test.app.inject({ url: back.slice(HOME.length), headers: { cookie, ...headers } });

/** Presses the button, signs in at the provider as this account, and is led back. */
export async function signInAs(own: IdentityTest, sub: string, options: { next?: string; cookie?: string } = {}) {
  const { url, cookie } = await begin(own, options);
  return comeBack(own, await own.provider.signIn(url, sub), cookie);
}

/** Whether these cookies open a page of the team. */
export const isIn = async ({ test }: IdentityTest, answer: Pick<Answer, 'cookies'>) =>
  (await test.app.inject({ url: '/staff/me', headers: { cookie: cookiesOf(answer) } })).statusCode === 200;
