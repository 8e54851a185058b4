import { LeaveTeam } from '../../src/staff/leave-team.js';
import { InviteStaff } from '../../src/staff/invite-staff.js';
import type { IdentityTest } from '../support/identity.js';
import { begin, comeBack, cookiesOf, isIn, signInAs, startIdentityTest } from '../support/identity.js';
import { codeOf, makeMember, postForm, sessionOf, signedIn } from '../support/staff.js';

let own: IdentityTest;
beforeAll(async () => void (own = await startIdentityTest()));
afterAll(() => own.close());
afterEach(() => own.provider.emailInToken(true));

let accounts = 0;

/** An account at the provider. */
function account(email: string | undefined, more: Record<string, unknown> = { email_verified: true }): string {
  accounts += 1;
  const sub = `account${accounts}`;
  own.provider.accounts.push({ sub, email, ...more });
  return sub;
}

async function invite(email: string, role: 'coordinator' | 'admin' = 'coordinator'): Promise<string> {
  const invited = { name: 'Ana', email, role };
  return (await own.test.app.get(InviteStaff).run(invited, { actor: 'shell' })).id;
}

const identityOf = async (id: string) =>
  (
    await own.test.database.query<Record<string, unknown>>(
      'select status, oidc_issuer as issuer, oidc_subject as subject from staff where id = $1',
      [id],
    )
  )[0];

it('an invitation is accepted by signing in, once by the email, from then on by the subject', async () => {
  const id = await invite('Ana.Lopez@example.org');
  const sub = account('ana.LOPEZ@Example.ORG');
  const answer = await signInAs(own, sub);
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/staff/me']);
  expect(answer.cookies).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'staff', httpOnly: true, sameSite: 'Lax', path: '/' }),
      expect.objectContaining({ name: 'oidc', value: '', maxAge: 0 }),
    ]),
  );
  expect(await isIn(own, answer)).toBe(true);
  expect(await identityOf(id)).toEqual({ status: 'active', issuer: own.provider.issuer, subject: sub });
  expect(await own.actions(id)).toEqual(['invited', 'joined', 'identity_linked', 'signed_in']);
  // The person married: another email at the provider, the same account.
  Object.assign(own.provider.accounts.at(-1) ?? {}, { email: 'ana.rivera@example.org' });
  expect((await signInAs(own, sub)).statusCode).toBe(303);
  // Their old email was given to somebody new, who is not them.
  const heir = account('ana.lopez@example.org');
  expect((await signInAs(own, heir)).statusCode).toBe(403);
  expect(await own.lastReason(id)).toBe('other_identity');
  expect(await identityOf(id)).toMatchObject({ subject: sub });
});

it('an email that is told only when asked for counts too, of an account with a password as well', async () => {
  own.provider.emailInToken(false);
  const member = await makeMember(own.test, 'phone_desk');
  const answer = await signInAs(own, account(member.email));
  expect([answer.statusCode, await isIn(own, answer)]).toEqual([303, true]);
  expect(await own.actions(member.id)).toEqual(['identity_linked', 'signed_in']);
});

it('anybody else gets one and the same page, that tells of nothing; the audit trail knows why', async () => {
  const invited = await invite('bea@example.org');
  const gone = await makeMember(own.test, 'intake', { email: 'gone@example.org', password: false });
  await signInAs(own, account('gone@example.org'));
  const goneSub = `account${accounts}`;
  await own.test.app.get(LeaveTeam).run(gone.id, { actor: 'shell' });
  await invite('\u212Aim@example.org'.normalize('NFKC').toLowerCase());
  const refused: [sub: string, reason: string, subject?: string][] = [
    [account('stranger@example.org'), 'not_invited'],
    [account('bea@example.org', { email_verified: false }), 'email_not_verified'],
    [account('bea@example.org', { email_verified: 'true' }), 'email_not_verified'],
    [account('bea@example.org', {}), 'email_not_verified'],
    [account(undefined), 'email_not_verified'],
    // A letter that becomes a k when it is made small.
    [account('\u212Aim@example.org'), 'email_not_verified'],
    [goneSub, 'left', gone.id],
  ];
  const bodies = new Set<string>();
  for (const [sub, reason, subject] of refused) {
    const answer = await signInAs(own, sub);
    expect({ sub, status: answer.statusCode, cookies: answer.cookies }).toEqual({ sub, status: 403, cookies: [] });
    expect({ sub, reason: await own.lastReason(subject) }).toEqual({ sub, reason });
    bodies.add(answer.body);
  }
  expect(bodies.size).toBe(1);
  expect([...bodies][0]).toContain('This account cannot sign in here');
  expect(await identityOf(invited)).toEqual({ status: 'invited', issuer: null, subject: null });
  expect(own.test.logs.join('')).not.toContain('@example.org');
});

it('Microsoft: the email counts when the domain is the tenant’s own, or when we are told to trust the issuer', async () => {
  await invite('carl@example.org');
  expect((await signInAs(own, account('carl@example.org', { xms_edov: false }))).statusCode).toBe(403);
  expect((await signInAs(own, account('carl@example.org', { xms_edov: '1' }))).statusCode).toBe(303);
  await invite('dora@example.org');
  own.oidc.trustsEmail = true;
  expect((await signInAs(own, account('dora@example.org', { email_verified: false }))).statusCode).toBe(403);
  expect((await signInAs(own, account('dora@example.org', {}))).statusCode).toBe(303);
  own.oidc.trustsEmail = false;
});

it('two accounts that say they are the same person at once: one is', async () => {
  const id = await invite('eva@example.org');
  const subs = [account('eva@example.org'), account('eva@example.org')];
  const answers = await Promise.all(subs.map((sub) => signInAs(own, sub)));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 403]);
  expect(await own.actions(id)).toEqual(expect.arrayContaining(['identity_linked', 'sign_in_failed']));
});

it('the second factor is asked for all the same, and an administrator must have one', async () => {
  const admin = await makeMember(own.test, 'admin');
  const half = await signInAs(own, account(admin.email));
  expect(half.headers.location).toBe('/staff/sign-in/code?next=%2Fstaff%2Fme');
  expect(await isIn(own, half)).toBe(false);
  const code = await codeOf(own.test, admin);
  const full = await postForm(own.test, '/staff/sign-in/code', { code }, { cookie: cookiesOf(half) });
  expect([full.statusCode, await isIn(own, full)]).toEqual([303, true]);
  await invite('fay@example.org', 'admin');
  const fay = await signInAs(own, account('fay@example.org'));
  const me = await own.test.app.inject({ url: '/staff/me', headers: { cookie: cookiesOf(fay) } });
  expect([fay.statusCode, me.statusCode, me.headers.location]).toEqual([303, 303, '/staff/second-factor']);
});

describe('proving again who one is', () => {
  const TO = '/staff/second-factor';
  const opens = async (cookie: string) =>
    (await own.test.app.inject({ url: TO, headers: { cookie } })).statusCode === 200;

  async function linked() {
    const member = await makeMember(own.test, 'coordinator', { password: false });
    const sub = account(member.email);
    const cookie = cookiesOf(await signInAs(own, sub));
    return { ...member, sub, cookie };
  }
  const confirm = (cookie: string) => begin(own, { at: '/staff/confirm/oidc', next: TO, cookie });

  /** Some of it goes by the real time, because the provider does. */
  const old = (id: string) =>
    own.test.database.query(`update sessions set proven_at = proven_at - interval '11 minutes' where staff_id = $1`, [
      id,
    ]);

  it('goes through the provider for whom has nothing else, and asks even whom it knows', async () => {
    const { id, sub, cookie } = await linked();
    expect(await opens(cookie)).toBe(true);
    await old(id);
    expect(await opens(cookie)).toBe(false);
    const page = await own.test.app.inject({ url: `/staff/confirm?next=${TO}`, headers: { cookie } });
    expect(page.body).toContain('Sign in with Team accounts again');
    expect(page.body).not.toContain('type="password"');
    const asked = await confirm(cookie);
    expect(Object.fromEntries(new URL(asked.url).searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });
    const answer = await comeBack(own, await own.provider.signIn(asked.url, sub), asked.cookie);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, TO]);
    expect([await opens(cookiesOf(answer)), await opens(cookie)]).toEqual([true, false]);
  });

  it('is not done by another account, another session, an old proof, nor one that is not told of', async () => {
    const { id, sub, cookie } = await linked();
    const other = await linked();
    await old(id);
    const asked = await confirm(cookie);
    expect((await comeBack(own, await own.provider.signIn(asked.url, other.sub), asked.cookie)).statusCode).toBe(403);
    const again = await confirm(cookie);
    const back = await own.provider.signIn(again.url, sub);
    const elsewhere = again.cookie.replace(cookie, other.cookie);
    expect((await comeBack(own, back, elsewhere)).statusCode).toBe(400);
    for (const auth_time of [Math.floor(Date.now() / 1_000) - 120, undefined]) {
      own.provider.tamper((claims) => ({ ...claims, auth_time }));
      const third = await confirm(cookie);
      const answer = await comeBack(own, await own.provider.signIn(third.url, sub), third.cookie);
      expect([answer.statusCode, answer.cookies]).toEqual([403, []]);
      expect(answer.body).toContain('Team accounts did not ask you again');
    }
    own.provider.tamper();
    expect(await opens(cookie)).toBe(false);
  });

  it('does not take the place of a code or a password', async () => {
    const { id, sub, cookie } = await linked();
    await own.test.database.query(`update staff set password_hash = 'x' where id = $1`, [id]);
    await old(id);
    const asked = await confirm(cookie);
    expect((await comeBack(own, await own.provider.signIn(asked.url, sub), asked.cookie)).statusCode).toBe(403);
  });

  it('a sign-in that the provider waved through is as old as its last question', async () => {
    const { sub } = await linked();
    own.provider.tamper((claims) => ({ ...claims, auth_time: Math.floor(Date.now() / 1_000) - 3_600 }));
    const answer = await signInAs(own, sub);
    own.provider.tamper();
    expect([await isIn(own, answer), await opens(cookiesOf(answer))]).toEqual([true, false]);
  });
});

it('the own page unlinks the account, unless it is the only way in; then it can be linked anew', async () => {
  const member = await makeMember(own.test, 'coordinator');
  const sub = account(member.email);
  const { cookie } = await sessionOf(own.test, member);
  const there = await signInAs(own, sub);
  const me = await own.test.app.inject({ url: '/staff/me', headers: { cookie } });
  expect(me.body).toContain('Sign-in with Team accounts');
  const unlink = (cookie: string) => postForm(own.test, '/staff/me/identity/unlink', {}, { cookie });
  const answer = await unlink(cookie);
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/staff/me']);
  expect(await isIn(own, there)).toBe(false);
  expect(await identityOf(member.id)).toEqual({ status: 'active', issuer: null, subject: null });
  expect(await own.actions(member.id)).toEqual(['identity_linked', 'signed_in', 'identity_unlinked']);
  const page = await own.test.app.inject({ url: '/staff/me', headers: { cookie: cookiesOf(answer) } });
  expect(page.body).not.toContain('Sign-in with');
  await signInAs(own, sub);
  await own.test.database.query('update staff set password_hash = null where id = $1', [member.id]);
  const only = await signInAs(own, sub);
  expect((await unlink(cookiesOf(only))).statusCode).toBe(409);
  expect(await identityOf(member.id)).toMatchObject({ subject: sub });
});

it('without a provider there is no button and no way', async () => {
  const { oidc } = own.test.config;
  own.test.config.oidc = undefined;
  const { cookie } = await signedIn(own.test, 'coordinator');
  expect((await own.test.app.inject({ url: '/staff/sign-in' })).body).not.toContain('/staff/oidc');
  for (const at of ['/staff/oidc', '/staff/confirm/oidc'])
    expect((await begin(own, { at, cookie })).page.statusCode).toBe(404);
  own.test.config.oidc = oidc;
  expect((await own.test.app.inject({ url: '/staff/sign-in' })).body).toContain('Sign in with Team accounts');
});
