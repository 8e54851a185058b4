import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { Log } from '../platform/logging.js';
import { ROSTER_CHANNEL } from './tap-roster.js';

/** What is told to whoever has a clinic's roster open: one line of JSON about one person, or that the list is another. */
export type RosterNews = { kind: 'changed'; state: string } | { kind: 'list' };

type Listener = (news: RosterNews) => void;

/** How often it is asked whether people came onto the list or left it, while somebody looks at it. */
const LIST_EVERY_MS = 1_500;
const AGAIN_AFTER_MS = 1_000;

/**
 * Taps of all processes, as they happen: one connection of this process's own listens, and passes on what concerns the
 * rosters that are open here. Bookings tell nobody (their path is the hot one): whether the list is another is asked,
 * once for all who look at it, and only while somebody does.
 */
@Injectable()
export class RosterFeed implements BeforeApplicationShutdown {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly lists = new Map<string, string>();
  private client?: pg.Client;
  private timer?: NodeJS.Timeout;
  private closed = false;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  /** Calls `listener` with the news of a clinic until the returned function is called. */
  async follow(clinicId: string, listener: Listener): Promise<() => void> {
    const all = this.listeners.get(clinicId) ?? new Set();
    this.listeners.set(clinicId, all.add(listener));
    await this.connected();
    this.timer ??= setInterval(() => void this.askForLists(), LIST_EVERY_MS);
    return () => {
      all.delete(listener);
      if (all.size === 0) {
        this.listeners.delete(clinicId);
        this.lists.delete(clinicId);
      }
    };
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.client?.end();
  }

  private async connected(): Promise<void> {
    if (this.client || this.closed) return;
    const client = new pg.Client({ connectionString: this.config.databaseUrl, application_name: 'clinics-roster' });
    this.client = client;
    client.on('error', () => {}); // 'end' follows
    client.on('end', () => this.lost(client));
    client.on('notification', ({ payload = '{}' }) => this.heard(payload));
    await client.connect();
    await client.query(`listen ${ROSTER_CHANNEL}`);
  }

  /** What was said meanwhile was not heard: everybody who looks reads the list anew. */
  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    if (this.closed || this.listeners.size === 0) return;
    setTimeout(() => {
      this.connected().then(
        () => this.tellAll({ kind: 'list' }),
        (error: unknown) => this.log.error('roster: connection lost', error),
      );
    }, AGAIN_AFTER_MS).unref();
  }

  private heard(payload: string): void {
    const { clinic, ...state } = JSON.parse(payload) as { clinic: string };
    for (const listener of this.listeners.get(clinic) ?? [])
      listener({ kind: 'changed', state: JSON.stringify(state) });
  }

  private tellAll(news: RosterNews): void {
    for (const all of this.listeners.values()) all.forEach((listener) => listener(news));
  }

  /** The places taken in each time tell of whoever booked, moved or cancelled. */
  private async askForLists(): Promise<void> {
    if (this.listeners.size === 0) return;
    try {
      const found = await this.database.query<{ id: string; list: string }>(
        `select c.id, concat(c.status, ' ', string_agg(concat(s.starts_at, ' ', s.taken), ',' order by s.id)) as list
         from clinics c left join slots s on s.clinic_id = c.id where c.id = any($1::uuid[]) group by c.id`,
        [[...this.listeners.keys()]],
      );
      for (const { id, list } of found) {
        const before = this.lists.get(id);
        this.lists.set(id, list);
        if (before === undefined || before === list) continue;
        this.listeners.get(id)?.forEach((listener) => listener({ kind: 'list' }));
      }
    } catch (error) {
      this.log.error('roster: lists not asked for', error);
    }
  }
}
