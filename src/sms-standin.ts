import { runProcess } from './app/process.js';
import { ConfigError } from './platform/config.js';
import { makeAccount } from './sms-standin/account.js';
import { greeting, readStandinSettings } from './sms-standin/settings.js';
import { SmsStandin } from './sms-standin/standin.js';

await runProcess(async (onStop) => {
  const settings = readStandinSettings(process.env);
  const { publicUrl, appUrl, host, port } = settings;
  const standin = new SmsStandin({ account: makeAccount(publicUrl, settings.account), appUrl, delivers: true });
  onStop(() => standin.close());
  try {
    await standin.start({ host, port });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') throw new ConfigError(`STANDIN_PORT: ${port} is already in use; choose another`);
    throw error;
  }
  process.stdout.write(greeting(settings));
});
