import { runProcess } from './app/process.js';
import { costTable } from './app/sms-check/costs.js';
import { report } from './app/sms-check/findings.js';
import { checkSms } from './app/sms-check/sms-check.js';
import { ConfigError, readConfig } from './platform/config.js';

const USAGE = 'Usage: npm run sms-check, or npm run sms-check -- --costs';

await runProcess(async () => {
  const [option, ...more] = process.argv.slice(2);
  if (more.length > 0 || (option !== undefined && option !== '--costs')) throw new ConfigError(USAGE);
  if (option) return void process.stdout.write(`${costTable(readConfig(process.env))}\n`);
  const findings = await checkSms(process.env);
  process.stdout.write(`${report(findings)}\n`);
  if (findings.some(({ level }) => level === 'wrong')) process.exitCode = 1;
});
