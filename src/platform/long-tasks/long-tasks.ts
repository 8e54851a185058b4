import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import type { Tx } from '../database.js';
import { Database, rows } from '../database.js';
import { Jobs } from '../jobs/jobs.js';
import { Sealer } from '../sealing.js';

/** The job that works on one task. */
export const LONG_TASK = 'long-task';
/** Where parts of files are sealed. */
export const PART = 'long_task_parts.content';
const KEPT_MS = 24 * 60 * 60 * 1000;

/** What a task is told: ids, days and counts. It lies open in the database and must name nobody. */
export type TaskParams = Record<string, string | number>;

/** What one step did, in the transaction that it was given. */
export interface Step {
  /** Where the next step goes on; null: this was the last one. */
  mark: string | null;
  /** How much of the total this step did. */
  done: number;
  /** The next part of the file that the task makes. */
  part?: string;
}

/** A kind of long work. It is done in steps, each of which is committed together with how far it came. */
export interface LongTaskKind {
  name: string;
  /** `mark` is what the step before returned, null for the first. An `AppError` ends the task; anything else is tried again. */
  step: (tx: Tx, params: TaskParams, mark: string | null) => Promise<Step>;
}

export interface NewTask {
  kind: string;
  /** What it is, in words that name nobody. */
  title: string;
  params: TaskParams;
  total: number;
  /** When it makes a file. */
  fileName?: string;
  /** Who asks for it, as the audit trail names them: to others it is not there. */
  madeBy: string;
  /** What they must be allowed, also later, to see it and to have its file. */
  permission: string;
}

export interface LongTask {
  id: string;
  title: string;
  state: 'queued' | 'running' | 'done' | 'failed';
  doneCount: number;
  totalCount: number;
  /** The code of why it failed. */
  message: string | null;
  fileName: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/** Whose tasks are asked for. */
interface Maker {
  actor: string;
  permissions: readonly string[];
}

const COLUMNS = `id, title, state, done_count as "doneCount", total_count as "totalCount", message,
  file_name as "fileName", created_at as "createdAt", finished_at as "finishedAt"`;
const THEIRS = 'made_by = $1 and permission = any($2) and coalesce(finished_at, created_at) > $3';

/**
 * Work that takes longer than one waits for. It is asked for in a transaction, done by the worker, and goes on when the page
 * that shows it is closed; whoever asked for it finds it, and the file that it made, for a day.
 */
@Injectable()
export class LongTasks {
  private readonly kinds = new Map<string, LongTaskKind>();

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Features say in `onModuleInit` what they can do at length. */
  register(kind: LongTaskKind): void {
    this.kinds.set(kind.name, kind);
  }

  /** @throws Error when nobody registered a kind of this name */
  kind(name: string): LongTaskKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`no long task is called ${name}`);
    return kind;
  }

  /** Asks for a task in the caller's transaction; returns its id. */
  async start(tx: Tx, { kind, title, params, total, fileName, madeBy, permission }: NewTask): Promise<string> {
    this.kind(kind);
    const id = randomUUID();
    await rows(
      tx,
      `insert into long_tasks (id, kind, title, made_by, permission, params, total_count, file_name, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, kind, title, madeBy, permission, params, total, fileName, this.clock.now()],
    );
    await this.jobs.enqueue(tx, LONG_TASK, { id });
    return id;
  }

  /** What somebody has asked for during the last day, the latest first. */
  async list(maker: Maker): Promise<LongTask[]> {
    return this.database.query<LongTask>(
      `select ${COLUMNS} from long_tasks where ${THEIRS} order by created_at desc, id`,
      this.theirs(maker),
    );
  }

  /** One of theirs; undefined is all that one learns of others. */
  async find(id: string, maker: Maker): Promise<LongTask | undefined> {
    const values = [...this.theirs(maker), id];
    return (
      await this.database.query<LongTask>(`select ${COLUMNS} from long_tasks where ${THEIRS} and id = $4`, values)
    )[0];
  }

  /** The file that a task has made, part by part; a task that is done has all of them. */
  async *file({ id }: Pick<LongTask, 'id'>): AsyncGenerator<string> {
    for (let n = 0; ; n++) {
      const text = 'select content from long_task_parts where task_id = $1 and n = $2';
      const [part] = await this.database.query<{ content: string }>(text, [id, n]);
      if (!part) return;
      yield this.sealer.open(part.content, PART);
    }
  }

  /** Erases what is older than a day, with the files. */
  async erase(): Promise<void> {
    await this.database.query('delete from long_tasks where coalesce(finished_at, created_at) <= $1', [
      this.yesterday(),
    ]);
  }

  private theirs({ actor, permissions }: Maker) {
    return [actor, permissions, this.yesterday()];
  }

  private yesterday(): Date {
    return new Date(this.clock.now().getTime() - KEPT_MS);
  }
}
