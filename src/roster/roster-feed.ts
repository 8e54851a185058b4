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

const LISTS = `
  select c.id, concat(c.status, ' ', sum(hashtextextended(
      concat_ws(' ', a.id, s.starts_at, a.name, a.language, a.needs_interpreter, b.phone), 0))) as list
  from clinics c
    left join slots s on s.clinic_id = c.id left join attendees a on a.slot_id = s.id and a.status <> 'cancelled'
    left join bookings b on b.id = a.booking_id
  where c.id = any($1::uuid[]) group by c.id`;

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
  private again?: NodeJS.Timeout;
  private closed = false;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  /** Calls `listener` with the news of a clinic until the returned function is called. */
  follow(clinicId: string, listener: Listener): () => void {
    const all = this.listeners.get(clinicId) ?? new Set();
    this.listeners.set(clinicId, all.add(listener));
    this.listen();
    this.timer ??= this.askLater();
    return () => {
      all.delete(listener);
      if (all.size === 0 && this.listeners.get(clinicId) === all) {
        this.listeners.delete(clinicId);
        this.lists.delete(clinicId);
      }
    };
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.again);
    await this.client?.end().catch(() => {});
  }

  /** Begins to listen, unless this process does; a line that breaks or cannot be had is tried again until it is there. */
  private listen(): void {
    if (this.client || this.again || this.closed) return;
    const client = new pg.Client({
      connectionString: this.config.databaseUrl,
      application_name: 'clinics-roster',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      // Where nothing is said for hours, a router on the way forgets the line, and nobody is told.
      keepAliveInitialDelayMillis: 10_000,
    });
    this.client = client;
    client.on('error', () => {}); // what it means, `lost` is told by its end
    client.on('end', () => this.lost(client));
    client.on('notification', ({ payload = '{}' }) => this.heard(payload));
    client
      .connect()
      .then(() => client.query(`listen ${ROSTER_CHANNEL}`))
      // What was said meanwhile was not heard: everybody who looks reads the list anew.
      .then(() => this.tellAll({ kind: 'list' }))
      .catch((error: unknown) => {
        if (!this.closed) this.log.error('roster: no connection', error);
        this.lost(client);
      });
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    client.end().catch(() => {});
    if (this.closed) return;
    this.again = setTimeout(() => {
      this.again = undefined;
      if (this.listeners.size > 0) this.listen();
    }, AGAIN_AFTER_MS);
  }

  private heard(payload: string): void {
    const { clinic, ...state } = JSON.parse(payload) as { clinic: string; id?: string };
    const news: RosterNews = state.id ? { kind: 'changed', state: JSON.stringify(state) } : { kind: 'list' };
    this.listeners.get(clinic)?.forEach((listener) => listener(news));
  }

  private tellAll(news: RosterNews): void {
    for (const all of this.listeners.values()) all.forEach((listener) => listener(news));
  }

  /** One question at a time, however slow the database is. */
  private askLater(): NodeJS.Timeout {
    return setTimeout(() => {
      void this.askForLists().finally(() => {
        this.timer = this.listeners.size > 0 && !this.closed ? this.askLater() : undefined;
      });
    }, LIST_EVERY_MS);
  }

  /**
   * Whoever booked, moved, cancelled or was written otherwise makes another sum. The first one that is had for a clinic
   * counts as another too: what happened since its roster was opened is in it already.
   */
  private async askForLists(): Promise<void> {
    try {
      const found = await this.database.query<{ id: string; list: string }>(LISTS, [[...this.listeners.keys()]]);
      for (const { id, list } of found) {
        if (this.lists.get(id) === list) continue;
        this.lists.set(id, list);
        this.listeners.get(id)?.forEach((listener) => listener({ kind: 'list' }));
      }
    } catch (error) {
      this.log.error('roster: lists not asked for', error);
    }
  }
}
