// A worker process that writes three parts of a file and then hangs in the middle of the fourth step: tests kill it.
import { DataSource } from 'typeorm';
import { Clock } from '../../dist/src/platform/clock.js';
import { Config } from '../../dist/src/platform/config.js';
import { dataSourceOptions } from '../../dist/src/platform/data-source.js';
import { Database } from '../../dist/src/platform/database.js';
import { JobRunner } from '../../dist/src/platform/jobs/job-runner.js';
import { Jobs } from '../../dist/src/platform/jobs/jobs.js';
import { Log } from '../../dist/src/platform/logging.js';
import { LongTasks } from '../../dist/src/platform/long-tasks/long-tasks.js';
import { RunLongTask } from '../../dist/src/platform/long-tasks/run-long-task.js';
import { Sealer } from '../../dist/src/platform/sealing.js';

process.once('disconnect', () => process.exit(1)); // the test was ended
const [, , databaseUrl, key] = process.argv;
const database = new Database(await new DataSource(dataSourceOptions(databaseUrl)).initialize());
const [jobs, clock, log] = [new Jobs(), new Clock(), new Log('silent')];
const sealer = new Sealer([{ id: 'test', bytes: Buffer.from(key, 'base64url') }]);
const tasks = new LongTasks(database, jobs, sealer, clock);
const step = async (tx, _params, mark) => {
  const n = Number(mark ?? 0);
  if (n === 3) {
    await tx.query(`update long_tasks set done_count = 99`);
    process.send('in the middle');
    await new Promise(() => {});
  }
  return { mark: String(n + 1), done: 1, part: `part ${n}\n` };
};
tasks.register({ name: 'count', step });
new RunLongTask(database, tasks, jobs, sealer, clock, log).onModuleInit();
const config = Object.assign(new Config(), { databaseUrl, runWorker: true });
await new JobRunner(jobs, config, log).onApplicationBootstrap();
