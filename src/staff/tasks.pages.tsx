import { Readable } from 'node:stream';
import { Controller, Get, Param, ParseUUIDPipe, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { recordAudit } from '../access/audit.js';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy } from '../access/access.decorators.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import type { LongTask } from '../platform/long-tasks/long-tasks.js';
import { LongTasks } from '../platform/long-tasks/long-tasks.js';
import { html } from '../ui/html.js';
import { TasksView, TaskView } from './tasks.view.js';

/** What one has asked for that takes a while, and the files that came of it. To all others it is not there. */
@Allow('home.read')
@ApiExcludeController()
@Controller('staff/tasks')
export class TasksPages {
  constructor(
    private readonly tasks: LongTasks,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@CalledBy() caller: Caller) {
    return html(<TasksView caller={caller} tasks={await this.tasks.list(caller)} />);
  }

  @Get(':id')
  async one(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return html(<TaskView caller={caller} task={await this.find(id, caller)} />);
  }

  @Get(':id/file')
  async file(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const task = await this.find(id, caller);
    if (task.state !== 'done' || task.fileName === null) throw notFound();
    const subject = { action: 'file_taken', subjectType: 'task', subjectId: id };
    await this.database.transaction((tx) => recordAudit(tx, { ...caller, ...subject }, this.clock.now()));
    const disposition = `attachment; filename="${task.fileName}"`;
    return new StreamableFile(Readable.from(this.tasks.file(task)), { type: 'text/csv; charset=utf-8', disposition });
  }

  private async find(id: string, caller: Caller): Promise<LongTask> {
    const task = await this.tasks.find(id, caller);
    if (!task) throw notFound();
    return task;
  }
}
