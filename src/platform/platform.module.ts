import type { DynamicModule } from '@nestjs/common';
import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from './clock.js';
import { Config } from './config.js';
import { servingOptions } from './data-source.js';
import { Database } from './database.js';
import { FormTokens } from './form-tokens.js';
import { DatabaseMetrics } from './database-metrics.js';
import { JobRunner } from './jobs/job-runner.js';
import { Jobs } from './jobs/jobs.js';
import { LongTasks } from './long-tasks/long-tasks.js';
import { RunLongTask } from './long-tasks/run-long-task.js';
import { Log } from './logging.js';
import { Metrics } from './metrics.js';
import { RateLimits } from './rate-limits.js';
import { DatabaseRole } from './roles.js';
import { Sealer } from './sealing.js';
import { SlowDowns } from './slow-downs.js';

/** What every feature stands on. Knows no domain. */
@Global()
@Module({})
export class PlatformModule {
  /** `config` must be complete: its database address and secret keys filled in. */
  static with(config: Config, log: Log, clock: Clock): DynamicModule {
    const own = [
      { provide: Config, useValue: config },
      { provide: Log, useValue: log },
      { provide: Clock, useValue: clock },
      { provide: Sealer, useFactory: () => new Sealer(config.secretKeys) },
      Database,
      DatabaseRole,
      FormTokens,
      Metrics,
      DatabaseMetrics,
      Jobs,
      LongTasks,
      RunLongTask,
      JobRunner,
      RateLimits,
      SlowDowns,
    ];
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          ...servingOptions(config.databaseUrl ?? ''),
          autoLoadEntities: true,
          retryAttempts: 0,
        }),
      ],
      providers: own,
      exports: own,
    };
  }
}
