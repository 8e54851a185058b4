import type { IdentityTest } from '../support/identity.js';
import { begin, comeBack, cookiesOf, isIn, signInAs, startIdentityTest } from '../support/identity.js';
import { makeMember, signedIn } from '../support/staff.js';

let own: IdentityTest;
let id: string;
beforeAll(async () => {
  own = await startIdentityTest();
  const member = await makeMember(own.test, 'coordinator', { email: 'ana@example.org', password: false });
  id = member.id;
  own.provider.accounts.push(
    { sub: 'ana', email: 'ana@example.org', email_verified: true },
    { sub: 'eve', email: 'eve@example.org', email_verified: true },
  );
});
afterAll(() => own.close());
afterEach(() => own.provider.tamper());

const sessions = async () => (await own.test.database.query('select 1 from sessions')).length;

/** Whoever comes back so gets no session, no cookie, and the page that says to begin again. */
async function expectNobody(answer: Awaited<ReturnType<typeof comeBack>>, before: number, status = 400) {
  expect([answer.statusCode, answer.cookies, await sessions()]).toEqual([status, [], before]);
  expect(answer.headers['content-type']).toMatch(/^text\/html/);
}

/** Signed in at the provider, about to be led back. */
async function onTheWay(sub = 'ana') {
  const { url, cookie } = await begin(own);
  const back = await own.provider.signIn(url, sub);
  const changed = (name: string, value?: string) => {
    const address = new URL(back);
    if (value === undefined) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
    return address.href;
  };
  return { url, cookie, back, changed, before: await sessions() };
}

it('a state that was forged, left out or given twice gets nobody in, and the real answer still counts', async () => {
  const { back, cookie, changed, before } = await onTheWay();
  const brought = own.provider.codesBrought();
  const forged = ['x', '', undefined, '\r\nSet-Cookie: staff=x'].map((state) => changed('state', state));
  for (const address of [...forged, back.replace('state=', 'state=x&state='), back.split('?')[0] ?? '']) {
    await expectNobody(await comeBack(own, address, cookie), before);
  }
  expect(own.provider.codesBrought()).toBe(brought);
  expect((await comeBack(own, back, cookie)).statusCode).toBe(303);
});

it('an answer counts once: not when it comes again, nor with a cookie that was kept', async () => {
  const { back, cookie } = await onTheWay();
  const first = await comeBack(own, back, cookie);
  expect([first.statusCode, await isIn(own, first)]).toEqual([303, true]);
  const brought = own.provider.codesBrought();
  await expectNobody(await comeBack(own, back, cookie), await sessions());
  expect(own.provider.codesBrought()).toBe(brought);
  // Two at once, too.
  const again = await onTheWay();
  const answers = await Promise.all([1, 2].map(() => comeBack(own, again.back, again.cookie)));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 400]);
});

it('a code that was used already gets nobody in by another attempt', async () => {
  const used = await onTheWay();
  await comeBack(own, used.back, used.cookie);
  const { cookie, changed, before } = await onTheWay();
  const code = new URL(used.back).searchParams.get('code') ?? '';
  await expectNobody(await comeBack(own, changed('code', code), cookie), before);
});

it('a code of another attempt, planted into this one, is refused by its verifier', async () => {
  const eve = await onTheWay('eve');
  const { cookie, changed, before } = await onTheWay();
  const code = new URL(eve.back).searchParams.get('code') ?? '';
  await expectNobody(await comeBack(own, changed('code', code), cookie), before);
});

it('nobody else’s browser can end an attempt: without the cookie, with another’s, with one that was changed', async () => {
  const { back, cookie, before } = await onTheWay();
  const other = await begin(own);
  const middle = Math.floor(cookie.length / 2);
  const changed = `${cookie.slice(0, middle)}${cookie[middle] === 'A' ? 'B' : 'A'}${cookie.slice(middle + 1)}`;
  for (const wrong of ['', other.cookie, changed, 'oidc=', 'oidc=test:AAAA']) {
    await expectNobody(await comeBack(own, back, wrong), before);
  }
});

it('an attempt is over after ten minutes', async () => {
  const { back, cookie, before } = await onTheWay();
  own.later(10 * 60 + 1);
  await expectNobody(await comeBack(own, back, cookie), before);
  own.later(-10 * 60);
  expect((await comeBack(own, back, cookie)).statusCode).toBe(303);
});

describe('a token', () => {
  const seconds = () => Math.floor(Date.now() / 1_000);
  type Change = (claims: Record<string, unknown>) => Record<string, unknown>;
  const same: Change = (claims) => claims;
  const faults: [string, 'own' | 'foreign', Change][] = [
    ['signed with another key', 'foreign', same],
    ['of another issuer', 'own', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['for another client', 'own', (claims) => ({ ...claims, aud: 'other' })],
    ['for several, made for another', 'own', (claims) => ({ ...claims, aud: ['clinics', 'other'], azp: 'other' })],
    ['with the nonce of another attempt', 'own', (claims) => ({ ...claims, nonce: 'of-another-attempt' })],
    ['without a nonce', 'own', ({ nonce: _, ...claims }) => claims],
    ['that has run out', 'own', (claims) => ({ ...claims, iat: seconds() - 7_200, exp: seconds() - 3_600 })],
    ['without a subject', 'own', ({ sub: _, ...claims }) => claims],
  ];

  it.each(faults)('%s gets nobody in', async (_, key, change) => {
    const { back, cookie, before } = await onTheWay();
    own.provider.tamper(change, key);
    await expectNobody(await comeBack(own, back, cookie), before);
  });

  it('signed anew and not changed gets in, so the refusals above are about what was changed', async () => {
    const { back, cookie } = await onTheWay();
    own.provider.tamper(same);
    expect((await comeBack(own, back, cookie)).statusCode).toBe(303);
  });
});

it('an answer that says it is from another provider, or hides from whom, gets nobody in', async () => {
  for (const issuer of ['https://evil.example', undefined]) {
    const { cookie, changed, before } = await onTheWay();
    const brought = own.provider.codesBrought();
    await expectNobody(await comeBack(own, changed('iss', issuer), cookie), before);
    expect(own.provider.codesBrought()).toBe(brought);
  }
});

it('an answer to another application gets nobody in', async () => {
  const { url, cookie } = await begin(own);
  const before = await sessions();
  const theirs = new URL(url);
  theirs.searchParams.set('client_id', own.provider.otherClient);
  await expectNobody(await comeBack(own, await own.provider.signIn(theirs.href, 'ana'), cookie), before);
});

it('who calls it off at the provider is told to begin again; nothing of what it says is shown or kept', async () => {
  const { cookie, back, before } = await onTheWay('nobody');
  expect(new URL(back).searchParams.get('error')).toBe('access_denied');
  const answer = await comeBack(own, back, cookie);
  await expectNobody(answer, before);
  expect(answer.body).not.toContain('no thanks');
  const made = await onTheWay('nobody');
  const text = '<b>call 1-900</b>\r\nX-Evil: 1';
  const evil = await comeBack(own, made.changed('error', text), made.cookie);
  await expectNobody(evil, before);
  for (const where of [evil.body, JSON.stringify(evil.headers), own.test.logs.join('')]) {
    expect(where).not.toMatch(/1-900|x-evil/i);
  }
});

it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/staff\r\nX-Evil: 1', '/en'])(
  'never leads on to %j',
  async (next) => {
    const answer = await signInAs(own, 'ana', { next });
    expect([answer.statusCode, answer.headers.location, answer.headers['x-evil']]).toEqual([303, '/staff', undefined]);
  },
);

it('the address of ours that the provider is given is the configured one, whatever the browser calls us', async () => {
  const page = await own.test.app.inject({
    method: 'POST',
    url: '/staff/oidc',
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'sec-fetch-site': 'same-origin' },
  });
  expect([page.statusCode, JSON.stringify(page.headers)]).toEqual([200, expect.not.stringContaining('evil')]);
});

it('fixation: a session that was put into the browser is not the one that is signed in, and ends', async () => {
  const attacker = await signedIn(own.test, 'intake');
  const answer = await signInAs(own, 'ana', { cookie: attacker.cookie });
  expect([answer.statusCode, await isIn(own, answer)]).toEqual([303, true]);
  expect(cookiesOf(answer)).not.toContain(attacker.token);
  const planted = { cookies: [{ name: 'staff', value: attacker.token }] };
  expect(await isIn(own, planted)).toBe(false);
});

it('HEAD, a look ahead, a picture or a frame use nothing up and get nobody in', async () => {
  const { back, cookie, before } = await onTheWay();
  const url = back.replace(/^http:\/\/[^/]+/, '');
  const inject = (method: 'GET' | 'HEAD', headers: Record<string, string> = {}) =>
    own.test.app.inject({ method, url, headers: { cookie, ...headers } });
  const others = [
    await inject('HEAD'),
    await inject('GET', { 'sec-purpose': 'prefetch;prerender' }),
    await inject('GET', { purpose: 'prefetch' }),
    await inject('GET', { 'x-moz': 'prefetch' }),
    await inject('GET', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }),
    await inject('GET', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }),
  ];
  for (const { statusCode, cookies, body } of others) expect([statusCode, cookies, body]).toEqual([204, [], '']);
  expect(await sessions()).toBe(before);
  const visit = await inject('GET', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' });
  expect(visit.statusCode).toBe(303);
});

it('what stands in the cookie and in the log tells nobody of the verifier or the person', async () => {
  const { page, cookie } = await begin(own);
  expect(page.cookies).toEqual([
    expect.objectContaining({ name: 'oidc', httpOnly: true, sameSite: 'Lax', maxAge: 600, path: '/' }),
  ]);
  expect(decodeURIComponent(cookie)).not.toMatch(/verifier|nonce|staff/);
  const logs = own.test.logs.join('');
  for (const secret of ['ana@example.org', 'code=', 'state=', 'secret of clinics']) expect(logs).not.toContain(secret);
});

it('a provider that is down: a page that says so, on the way out and on the way back; then it works again', async () => {
  const { back, cookie, before } = await onTheWay();
  await own.provider.stop();
  const answer = await comeBack(own, back, cookie);
  await expectNobody(answer, before, 503);
  expect(answer.body).toContain('We cannot reach Team accounts right now');
  // What it says of itself is asked for anew each day.
  own.later(25 * 60 * 60);
  const { page } = await begin(own);
  expect([page.statusCode, page.cookies, page.headers['refresh']]).toEqual([503, [], undefined]);
  expect(page.body).toContain('sign in with your password');
  expect((await own.test.app.inject({ url: '/staff/sign-in' })).statusCode).toBe(200);
  await own.provider.start();
  expect((await signInAs(own, 'ana')).statusCode).toBe(303);
  expect((await own.actions(id)).at(-1)).toBe('signed_in');
});

it('one network can begin a hundred times in a quarter of an hour', async () => {
  own.later(60 * 60);
  const statuses = [];
  for (let time = 0; time < 101; time++) statuses.push((await begin(own)).page.statusCode);
  expect([statuses.slice(0, 100).every((status) => status === 200), statuses[100]]).toEqual([true, 429]);
});
