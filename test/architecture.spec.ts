import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LINES = 250;

/** What each rule of the house finds wrong in one file; `undefined` when nothing. */
const RULES: Record<string, (text: string, path: string) => boolean> = {
  [`more than ${LINES} lines`]: (text) => text.trimEnd().split('\n').length > LINES,
  forwardRef: (text) => /\bforwardRef\b/.test(text),
  'a synchronised schema': (text) => /\bsynchronize\b/.test(text),
  'a test that does not run, or keeps others from it': (text, path) =>
    path.includes('.spec.') &&
    /\b(?:describe|test|it)\.(?:skip|only|todo|failing)\b|\b(?:[xf](?:it|describe)|xtest)\(/.test(text),
};

const trees: string[] = [];
afterAll(() => trees.forEach((tree) => rmSync(tree, { recursive: true })));

test('folders import only to their left, nothing goes in circles', () => {
  expect(brokenRules(ROOT, ['src', 'migrations'])).toEqual([]);
}, 60_000);

test('the order and the circle are noticed when broken, also by an import of a type', () => {
  const tree = plant({
    'src/platform/clock.ts': `import type { Slot } from '../clinics/slot.js';\nexport type Tick = Slot;\n`,
    'src/clinics/slot.ts': `import { book } from '../bookings/book.js';\nexport type Slot = typeof book;\n`,
    'src/bookings/book.ts': `import { main } from '../main.js';\nexport const book = main;\n`,
    'src/main.ts': `import './utils/all.js';\nexport const main = 1;\n`,
    'src/utils/all.ts': `import '../platform/nowhere.js';\nimport type { Round } from './round.js';\nexport type All = Round;\n`,
    'src/utils/round.ts': `import type { All } from './all.js';\nexport type Round = All;\n`,
    'src/app/start.ts': `import '../bookings/book.js';\nimport '../sms-standin/phone.js';\n`,
    'src/sms-standin/phone.ts': `import '../messaging/segments.js';\nimport '../messaging/outbox.js';\n`,
    'src/messaging/segments.ts': `export {};\n`,
    'src/messaging/outbox.ts': `import '../sms-standin.js';\n`,
    'src/sms-standin.ts': `export {};\n`,
  });
  expect(brokenRules(tree, ['src'])).toEqual(
    [
      'bookings-imports-from-its-left-only: src/bookings/book.ts → src/main.ts',
      'clinics-imports-from-its-left-only: src/clinics/slot.ts → src/bookings/book.ts',
      'known-folders-only: src/utils/all.ts → src/utils/round.ts',
      'messaging-imports-from-its-left-only: src/messaging/outbox.ts → src/sms-standin.ts',
      'product-needs-no-sms-standin: src/app/start.ts → src/sms-standin/phone.ts',
      'product-needs-no-sms-standin: src/messaging/outbox.ts → src/sms-standin.ts',
      'sms-standin-knows-no-domain: src/sms-standin/phone.ts → src/messaging/outbox.ts',
      'known-folders-only: src/utils/all.ts → ../platform/nowhere.js',
      'known-folders-only: src/utils/round.ts → src/utils/all.ts',
      'no-circular: src/utils/all.ts → src/utils/round.ts',
      'no-unresolvable: src/utils/all.ts → ../platform/nowhere.js',
      'platform-imports-from-its-left-only: src/platform/clock.ts → src/clinics/slot.ts',
    ].sort(),
  );
}, 60_000);

test('every file keeps the rules of the house', () => {
  expect(offences(ROOT)).toEqual([]);
});

test('each rule of the house is noticed when broken', () => {
  const tree = plant({
    'src/long.ts': '\n'.repeat(LINES) + 'export {};\n',
    'src/short.ts': '\n'.repeat(LINES - 1) + 'export {};\n',
    'src/cycle.ts': `forward${'Ref'}(() => Slot)\n`,
    'src/source.ts': `new DataSource({ synchron${'ize'}: true })\n`,
    'test/one.spec.ts': `test.${'only'}('this alone', () => {});\n`,
    'src/two.spec.ts': `describe.${'skip'}('not these', () => {});\n`,
  });
  expect(offences(tree)).toEqual([
    'src/cycle.ts: forwardRef',
    'src/long.ts: more than 250 lines',
    'src/source.ts: a synchronised schema',
    'src/two.spec.ts: a test that does not run, or keeps others from it',
    'test/one.spec.ts: a test that does not run, or keeps others from it',
  ]);
});

/** The rules of `.dependency-cruiser.cjs` that the tree in `root` breaks, as `rule: from → to`. */
function brokenRules(root: string, folders: string[]): string[] {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(ROOT, '.dependency-cruiser.cjs');
  const args = [program, '--config', config, '--output-type', 'json', ...folders];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as {
    summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
  };
  expect(summary.totalCruised).toBeGreaterThan(5);
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

function offences(root: string): string[] {
  return ['src', 'test', 'migrations', 'bench', 'scripts'].flatMap((folder) =>
    filesIn(join(root, folder)).flatMap((file) => {
      const path = `${folder}/${file}`;
      const text = readFileSync(join(root, path), 'utf8');
      const broken = Object.keys(RULES).filter((rule) => RULES[rule]?.(text, path));
      return path === 'test/architecture.spec.ts' ? [] : broken.map((rule) => `${path}: ${rule}`);
    }),
  );
}

function filesIn(folder: string): string[] {
  try {
    const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return all.filter((file) => /\.(?:[cm]?js|tsx?|css)$/.test(file)).sort();
  } catch {
    return [];
  }
}

function plant(files: Record<string, string>): string {
  const tree = mkdtempSync(join(tmpdir(), 'clinics-test-'));
  trees.push(tree);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, name)), { recursive: true });
    writeFileSync(join(tree, name), text);
  }
  return tree;
}
