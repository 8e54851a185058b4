import type { SeasonSize } from './app/season-seed.js';
import { parseArgs } from 'node:util';
import { prepareGround } from './app/boot.js';
import { finish, runProcess } from './app/process.js';
import { ConfigError } from './platform/config.js';

const USAGE = 'Usage: npm run seed -- [--today | [--clinics 200] [--bookings 20000]]';

await runProcess(async (onStop) => {
  const size = readOptions();
  const { config, close } = await prepareGround(process.env);
  onStop(close);
  // Made-up people must never stand beside real ones, nor be written to.
  if (!config.demo) throw new ConfigError('DEMO: made-up people are for a demonstration; set DEMO=true to have them');
  if (config.sms.channel !== 'preview' || config.email.channel !== 'preview') {
    throw new ConfigError('SMS_CHANNEL, EMAIL_CHANNEL: made-up people are not written to; both must be preview');
  }
  const [{ openApp }, { SeasonSeed }, { PracticeDay }] = await Promise.all([
    import('./app/serve.js'),
    import('./app/season-seed.js'),
    import('./app/practice-day.js'),
  ]);
  const app = await openApp(Object.assign(config, { runWorker: false }), onStop);
  if (size === 'today') {
    const clinic = await app.get(PracticeDay).make();
    return finish(`Its roster: ${config.publicUrl}/staff/clinics/${clinic}/roster. Everybody on it is made up.`);
  }
  await app.get(SeasonSeed).make(size);
  finish(`A season of ${size.clinics} clinics with ${size.bookings} bookings is there. Everybody in it is made up.`);
});

function readOptions(): SeasonSize | 'today' {
  const { clinics, bookings, today } = parsed();
  if (today) return 'today';
  const size = { clinics: whole('--clinics', clinics, 1_000), bookings: whole('--bookings', bookings, 200_000) };
  return size;
}

function whole(name: string, text: string, most: number): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1 || n > most)
    throw new ConfigError(`${name}: must be a whole number from 1 to ${most}`);
  return n;
}

function parsed() {
  try {
    const options = {
      today: { type: 'boolean' },
      clinics: { type: 'string', default: '200' },
      bookings: { type: 'string', default: '20000' },
    } as const;
    return parseArgs({ options }).values;
  } catch {
    throw new ConfigError(USAGE);
  }
}
