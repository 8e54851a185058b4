import { prepareGround } from './app/boot.js';
import { runProcess } from './app/process.js';

await runProcess(async (onStop) => {
  const { config, close } = await prepareGround(process.env);
  onStop(close);
  // Loaded only now: a wrong setting is told at once.
  const { work } = await import('./app/serve.js');
  await work(config, onStop);
});
