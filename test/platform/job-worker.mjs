// A worker process whose one job never ends: tests kill it.
import { Config } from '../../dist/src/platform/config.js';
import { JobRunner } from '../../dist/src/platform/jobs/job-runner.js';
import { Jobs } from '../../dist/src/platform/jobs/jobs.js';
import { Log } from '../../dist/src/platform/logging.js';

process.once('disconnect', () => process.exit(1)); // the test was ended
const jobs = new Jobs();
const run = async () => {
  process.send('working');
  await new Promise(() => {});
};
jobs.register({ name: 'long', run });
const config = Object.assign(new Config(), { databaseUrl: process.argv[2], runWorker: true });
await new JobRunner(jobs, config, new Log('silent')).onApplicationBootstrap();
