import { randomUUID } from 'node:crypto';
import { generate } from 'otplib';
import { cookieName } from '../../src/access/credentials.js';
import type { Role } from '../../src/access/permissions.js';
import { Sessions } from '../../src/access/sessions.js';
import { Clock } from '../../src/platform/clock.js';
import { rows } from '../../src/platform/database.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { Sealer } from '../../src/platform/sealing.js';
import { Passwords } from '../../src/staff/passwords.js';
import { StaffRepository } from '../../src/staff/staff.repository.js';
import { newTotpSecret } from '../../src/staff/totp.js';
import type { TestApp } from './test-app.js';

export const PASSWORD = 'four plain words here';

interface Wanted {
  name?: string;
  email?: string;
  /** Ids of the clinics that they are assigned to. */
  clinics?: string[];
  /** False: as somebody who has yet to set it up. */
  totp?: boolean;
  /** False: an account that nobody can sign in to by a password; it costs less. */
  password?: boolean;
}

export interface Member {
  id: string;
  email: string;
  name: string;
  totpSecret: string | null;
}

let people = 0;

/** Somebody on the team, with an account. */
export async function makeMember({ app, database }: TestApp, role: Role, wanted: Wanted = {}): Promise<Member> {
  people += 1;
  const { name = `Member ${people}`, email = `member${people}@example.org` } = wanted;
  const { clinics = [], totp = role === 'admin', password = true } = wanted;
  const [sealer, id] = [app.get(Sealer), randomUUID()];
  const totpSecret = totp ? newTotpSecret() : null;
  await database.query(
    `insert into staff (id, name, email, email_ix, role, status, password_hash, totp_secret, created_at)
     values ($1, $2, $3, $4, $5, 'active', $6, $7, $8)`,
    [
      ...[id, sealer.seal(name, 'staff.name'), sealer.seal(email, 'staff.email')],
      ...[app.get(StaffRepository).emailIx(email), role],
      password ? await app.get(Passwords).hash(PASSWORD) : null,
      totpSecret && sealer.seal(totpSecret, 'staff.totp_secret'),
      app.get(Clock).now(),
    ],
  );
  await database.query('insert into clinic_staff (clinic_id, staff_id) select unnest($1::uuid[]), $2', [clinics, id]);
  return { id, email, name, totpSecret };
}

/** Somebody of this role who has just signed in, with all that it asks for. */
export async function signedIn(test: TestApp, role: Role, wanted: Wanted = {}) {
  const member = await makeMember(test, role, { password: false, ...wanted });
  return { ...member, ...(await sessionOf(test, member)) };
}

/** A session of theirs: `cookie` is a header for `inject`, `browserCookie` one for a browser's context. */
export async function sessionOf({ app, database, config }: TestApp, { id, totpSecret }: Member) {
  const sessions = app.get(Sessions);
  const token = await database.transaction(async (tx) => {
    const begun = await sessions.begin(tx, id, { userAgent: 'Firefox/1 Windows', half: totpSecret !== null });
    if (totpSecret === null) return begun;
    const [row] = await rows<{ id: string }>(tx, 'select id from sessions where staff_id = $1 and not second_factor', [
      id,
    ]);
    return (await sessions.renew(tx, row?.id ?? '', { secondFactor: true })) ?? '';
  });
  const name = cookieName('staff', config);
  const browserCookie = { name, value: token, url: config.publicUrl, httpOnly: true, sameSite: 'Lax' as const };
  return { token, cookie: `${name}=${token}`, browserCookie };
}

/** What the app of this member shows; `steps` of half a minute later or earlier. */
export async function codeOf({ app }: Pick<TestApp, 'app'>, { totpSecret }: Member, steps = 0): Promise<string> {
  const epoch = Math.floor(app.get(Clock).now().getTime() / 1_000) + steps * 30;
  return generate({ secret: totpSecret ?? '', epoch });
}

/** A form as a browser of ours sends it. */
export function postForm(
  { app }: Pick<TestApp, 'app'>,
  url: string,
  fields: Record<string, string | string[]>,
  headers: Record<string, string> = {},
) {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(pairs).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
  });
}

/** The worker's part of what somebody asked who forgot a password, done by hand. */
export async function doResets({ app, database }: TestApp) {
  const jobs = await database.query<{ id: string; payload: Record<string, string> }>(
    `select j.id, j.payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'staff-reset'`,
  );
  const send = app
    .get(Jobs)
    .all()
    .find(({ name }) => name === 'staff-reset');
  for (const { payload } of jobs) await send?.run(payload, new AbortController().signal);
  await database.query('select graphile_worker.complete_jobs($1)', [jobs.map(({ id }) => id)]);
  return jobs;
}
