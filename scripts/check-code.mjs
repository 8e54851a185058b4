// Types, unescaped text in pages, and lint, of one program: what TypeScript finds out about a type serves all three.
import { fileURLToPath } from 'node:url';
import { recursiveDiagnoseJsxElements } from '@kitajs/ts-html-plugin/dist/util.js';
import { ESLint } from 'eslint';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const host = { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => '\n' };

const { options, fileNames, errors } = ts.getParsedCommandLineOfConfigFile(
  `${root}tsconfig.json`,
  { noEmit: true },
  ts.sys,
);
const program = ts.createProgram(fileNames, options);
const found = [...errors, ...ts.getPreEmitDiagnostics(program), ...unescaped(program)];
if (found.length > 0) console.log(ts.formatDiagnostics(found, host));

const eslint = new ESLint({
  cwd: root,
  overrideConfig: { files: ['**/*.{ts,tsx}'], languageOptions: { parserOptions: { programs: [program] } } },
});
const results = await eslint.lintFiles('.');
console.log(await (await eslint.loadFormatter('stylish')).format(results));

const wrong = results.some(({ errorCount }) => errorCount > 0);
process.exitCode = found.length > 0 || wrong ? 1 : 0;

/** Text in JSX that is neither escaped nor known to be safe, as the plugin's own command finds it. */
function unescaped(program) {
  const diagnostics = [];
  for (const source of program.getSourceFiles().filter(({ fileName }) => fileName.endsWith('.tsx'))) {
    ts.forEachChild(source, (node) => recursiveDiagnoseJsxElements(ts, node, program.getTypeChecker(), diagnostics));
  }
  return diagnostics;
}
