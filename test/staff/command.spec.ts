import { runTeamCommand } from '../../src/app/team-command.js';
import type { TeamOptions } from '../../src/app/team-command.js';
import { environmentOf, runToEnd } from '../support/app-process.js';
import { makeMember, PASSWORD, postForm, sessionOf } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;

beforeAll(async () => void (test = await startTestApp()));
afterAll(() => test.close());

/** The command in a process of its own. */
const run = (...args: string[]) => runToEnd('staff-command.js', environmentOf(test), args);
/** What it does, without the start of a process. */
const here = (command: TeamOptions['command'], email = '') =>
  runTeamCommand(test.app, { command, email, name: '', role: 'coordinator' });

it('adds somebody by a link, lists the team, helps who lost password or second factor, and takes them off', async () => {
  const email = 'ada@example.org';
  const added = await run('add', '--email', email, '--name', 'Ada', '--role', 'admin');
  expect([added.code, added.stderr]).toEqual([0, '']);
  const link = new URL(added.stdout.split('\n')[0] ?? '').pathname;
  expect((await postForm(test, link, { name: 'Ada', password: PASSWORD })).statusCode).toBe(303);
  const kept = await makeMember(test, 'admin', { email: 'kept@example.org' });
  const { cookie } = await sessionOf(test, kept);

  const reset = await here('reset', email.toUpperCase());
  expect(new URL(reset.split('\n')[0] ?? '').pathname).toMatch(/^\/staff\/reset\/[\w-]{43}$/);
  await here('reset-totp', kept.email);
  expect((await test.app.inject({ url: '/staff', headers: { cookie } })).statusCode).toBe(303);
  expect(await test.database.query('select 1 from staff where totp_secret is not null')).toEqual([]);

  await here('leave', email);
  expect(await here('list')).toMatch(/^admin\tleft\tada@example.org\tAda$/m);
  const last = await run('leave', '--email', kept.email);
  expect([last.code, last.stdout, last.stderr]).toEqual([
    1,
    '',
    expect.stringMatching(/^--email: this is the last [^\n]+\n$/),
  ]);
  const actions = await test.database.query(`select action from audit_events where actor = 'shell' order by id`);
  expect(actions.map((row) => (row as { action: string }).action)).toEqual([
    'invited',
    'reset_asked',
    'second_factor_removed',
    'left',
  ]);
  await expect(here('leave', 'nobody@example.org')).rejects.toThrow('--email: nobody on the team has it');
}, 60_000);

it('says what is wrong with its options in one line', async () => {
  const wrong: [string[], RegExp][] = [
    [[], /^Usage: npm run staff/],
    [['add', '--email', 'x'], /^--email: /],
    [['add', '--email', 'x@example.org'], /^--name: /],
    [['add', '--email', 'x@example.org', '--name', 'X', '--role', 'owner'], /^--role: must be one of admin, /],
  ];
  const answers = await Promise.all(wrong.map(async ([args, line]) => ({ ...(await run(...args)), line })));
  for (const { code, stdout, stderr, line } of answers) {
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(line) });
    expect(stderr).toMatch(/^[^\n]+\n$/);
  }
}, 60_000);
