import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { sqlState } from './errors.js';

/** What every write takes: the manager of one open transaction. */
export type Tx = EntityManager;

const RETRIED = new Set(['40P01', '40001']); // deadlock, serialization failure
const ATTEMPTS = 4;
const PAUSE_MS = 20;

/** The one way to the database: single statements on the pool, or transactions. */
@Injectable()
export class Database {
  constructor(readonly dataSource: DataSource) {}

  /** One statement, outside any transaction. Rows as the driver gives them (`timestamptz` as Date). */
  async query<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.pool.query(text, values)).rows as T[];
  }

  /** One named statement, prepared once per connection: the hot path of a booking. */
  async prepared<T>(name: string, text: string, values: unknown[]): Promise<T[]> {
    return (await this.pool.query({ name, text, values })).rows as T[];
  }

  /**
   * Runs `work` in one transaction; runs it again when PostgreSQL chose it as the victim of a deadlock or a
   * serialization failure. `work` must not call anything outside the database: rows may be locked, and it may run twice.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.dataSource.transaction(work);
      } catch (error) {
        if (attempt === ATTEMPTS || !RETRIED.has(sqlState(error) ?? '')) throw error;
        // At once, it could take the row again before whoever waits for it has woken up, and meet them anew.
        await sleep(PAUSE_MS * attempt);
      }
    }
  }

  /** How many connections there are, how many of them are free, who waits for one, and how many there may be. */
  get connections(): { total: number; idle: number; waiting: number; limit: number } {
    const { totalCount, idleCount, waitingCount, options } = this.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount, limit: options.max };
  }

  private get pool(): pg.Pool {
    return (this.dataSource.driver as unknown as { master: pg.Pool }).master;
  }
}

/** One statement inside a transaction; always the rows, also after UPDATE and DELETE (where `tx.query` gives a pair). */
export async function rows<T>(tx: Tx, text: string, values: unknown[] = []): Promise<T[]> {
  if (!tx.queryRunner) throw new Error('a transaction is needed');
  return (await tx.queryRunner.query(text, values, true)).records as T[];
}
