import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Instruction {
  name: string;
  args: string;
}

export interface Stage {
  base: string;
  name: string;
  steps: Instruction[];
}

/** The stages of the Dockerfile; continued lines are joined, comments left out. */
export function readStages(): Stage[] {
  const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '');
  const stages: Stage[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const [, name = '', args = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === 'FROM') {
      const [base = '', , as = 'image'] = args.split(' ');
      stages.push({ base, name: as, steps: [] });
    } else stages.at(-1)?.steps.push({ name, args });
  }
  return stages;
}

/** What `.dockerignore` lets through: it begins with `*`, so only what is named. */
export function allowed(path: string): boolean {
  const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  const named = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const ignored = lines.filter((line) => line.startsWith('**/*')).map((line) => line.slice(4));
  return named.includes(path.split('/')[0] ?? '') && !ignored.some((end) => path.endsWith(end));
}

/**
 * Follows COPY and RUN of the stages in clean folders, without a container engine. `ready` names stages whose work is
 * already there: what is copied from them is taken from this checkout, and its packages are linked.
 * @returns the folder that stands for `/app` of the last stage
 */
export function followStages(ready: string[] = []): { app: string; remove: () => void } {
  const parent = mkdtempSync(join(tmpdir(), 'clinics-test-image-'));
  const folder = (stage: string) => (ready.includes(stage) ? ROOT : join(parent, stage));
  for (const stage of readStages().filter(({ name }) => !ready.includes(name))) {
    const app = join(parent, stage.name);
    mkdirSync(app);
    for (const { name, args } of stage.steps) {
      if (name === 'COPY') copy(args, app, folder);
      if (name === 'RUN') execFileSync('sh', ['-c', args], { cwd: app, env: environment(), stdio: 'pipe' });
    }
  }
  return { app: join(parent, 'image'), remove: () => rmSync(parent, { recursive: true }) };
}

function copy(args: string, app: string, folder: (stage: string) => string): void {
  const [, from, paths = ''] = /^(?:--from=(\S+) )?(.+)$/.exec(args) ?? [];
  const words = paths.split(' ');
  const target = words.pop() ?? '';
  for (const word of words) {
    const source = from ? join(folder(from), word.replace(/^\/app\//, '')) : join(ROOT, word);
    const to = target === './' ? join(app, basename(word)) : join(app, target);
    mkdirSync(dirname(to), { recursive: true });
    const relative = (path: string) => path.slice(ROOT.length);
    if (source === join(ROOT, 'node_modules')) symlinkSync(source, to);
    else cpSync(source, to, { recursive: true, filter: (path) => from !== undefined || allowed(relative(path)) });
  }
}

/** How this machine reaches packages is kept; what was fetched once is not fetched again. */
function environment() {
  return { ...process.env, NODE_OPTIONS: '', npm_config_prefer_offline: 'true' };
}
