import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AppProcess } from '../support/app-process.js';
import { startAppProcess } from '../support/app-process.js';
import { stopped, temporaryDirectory } from './embedded-process.js';

const titles = async (app: AppProcess) => {
  const answer = await fetch(`${app.url}/api/clinics`);
  const { clinics } = (await answer.json()) as { clinics: { id: string; title: string }[] };
  return clinics.map(({ id, title }) => `${id} ${title}`);
};

test('the program started twice at once in an empty directory: one server, one demo set, the last one stops it', async () => {
  const parent = temporaryDirectory();
  const dataDir = join(parent, 'data');
  const [first, second] = await Promise.all([
    startAppProcess({ DATA_DIR: dataDir }),
    startAppProcess({ DATA_DIR: dataDir }),
  ]);
  const shown = await titles(first);
  expect(shown.length).toBeGreaterThanOrEqual(3);
  expect(await titles(second)).toEqual(shown);
  const key = (app: AppProcess) => /Key of that page: +(\S+)/.exec(app.output())?.[1];
  expect(key(first)).toMatch(/\S/);
  expect(key(second)).toBe(key(first));

  expect(await first.stop()).toBe(0);
  expect(stopped(dataDir)).toBe(false);
  expect(await titles(second)).toEqual(shown);
  expect(await second.stop()).toBe(0);
  expect(stopped(dataDir)).toBe(true);

  const again = await startAppProcess({ DATA_DIR: dataDir });
  expect(await titles(again)).toEqual(shown);
  expect(await again.stop()).toBe(0);
  rmSync(parent, { recursive: true });
}, 120_000);
