import { readFileSync } from 'node:fs';
import { allows, PERMISSIONS, ROLES, SEES } from '../../src/access/permissions.js';

const page = readFileSync(new URL('../../docs/privacy.md', import.meta.url), 'utf8');
const cells = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));

it('the page on privacy says of each role what the table of permissions says', () => {
  const table = page.slice(page.indexOf('| what a role may')).split('\n\n')[0]?.split('\n').map(cells) ?? [];
  const [head, , ...body] = table;
  expect(head?.slice(1)).toEqual([...ROLES]);
  expect(body).toEqual([
    ['clinics it sees', ...ROLES.map((role) => SEES[role])],
    ...PERMISSIONS.map((one) => [one, ...ROLES.map((role) => (allows(role, one) ? 'yes' : 'no'))]),
  ]);
});
