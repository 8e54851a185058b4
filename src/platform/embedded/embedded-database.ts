import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { SecretKey } from '../secret-keys.js';
import { openCluster, SUPERUSER } from './cluster.js';
import type { Cluster } from './cluster.js';
import { claimDataDirectory, readOrMakeSecrets } from './data-directory.js';
import type { DataDirectory, Secrets } from './data-directory.js';
import { withLockFile } from './lock-file.js';
import { ensureRunning, stopServer } from './server.js';

const ANCHOR = 'clinics-anchor';
const CONNECT_WITHIN = 30_000;
const TRY_AGAIN_AFTER = 1_000;

export interface EmbeddedOptions {
  dataDir: string;
  /**
   * Called when the connection to the server broke and it is about to be started again; and after each attempt that
   * failed, with its error.
   */
  onLost?: (error?: unknown) => void;
  /** Name of the database; its roles are `…_app` and `…_owner`. `clinics` unless given. */
  name?: string;
  /** PostgreSQL settings beside our own; they count only for the one that starts the server. */
  settings?: Record<string, string>;
}

/**
 * A PostgreSQL of our own in one directory, shared by all processes that open it; the last one to close it stops it.
 * Each process keeps one connection open, the anchor: it tells the others that we are there, and us that the server is.
 */
export class EmbeddedDatabase {
  private anchor!: pg.Client;
  private port!: number;
  private cluster!: Cluster;
  private closed?: Promise<void>;
  private recovery?: Promise<void>;

  private constructor(
    private readonly options: EmbeddedOptions,
    private readonly directory: DataDirectory,
    private secrets: Secrets,
  ) {}

  /** Keys for sealing, kept beside the cluster; the first is current. */
  get secretKeys(): SecretKey[] {
    return this.secrets.secretKeys;
  }

  /** The address for the application: a role that owns nothing. */
  get url(): string {
    return this.address(`${this.name}_app`, this.name);
  }

  /** The address for migrations: the role that owns the database, and is no superuser. */
  get ownerUrl(): string {
    return this.address(this.owner, this.name);
  }

  /** The superuser's address, for making other databases and for backups. */
  get adminUrl(): string {
    return this.address(SUPERUSER, SUPERUSER);
  }

  static async open(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
    const directory = claimDataDirectory(options.dataDir);
    return withLockFile(directory.lock, async () => {
      const secrets = readOrMakeSecrets(directory);
      const database = new EmbeddedDatabase(options, directory, secrets);
      database.cluster = openCluster(directory, secrets.password, options.settings ?? {});
      database.port = await ensureRunning(database.cluster);
      await database.connectAnchor();
      await database.makeDatabase();
      return database;
    });
  }

  /** Leaves the server; stops it when nobody else uses it. Pools should be ended before. */
  close(): Promise<void> {
    return (this.closed ??= this.leave());
  }

  private async leave(): Promise<void> {
    await this.recovery;
    await withLockFile(this.directory.lock, async () => {
      const others = await this.anchor
        .query('select 1 from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid() limit 1', [
          ANCHOR,
        ])
        .catch(() => undefined); // lost at this very moment: whoever brings it back may be using it
      await this.anchor.end().catch(() => {});
      if (others?.rowCount === 0) await stopServer(this.cluster);
    });
  }

  private async recover(): Promise<void> {
    this.options.onLost?.();
    while (!this.closed) {
      try {
        await withLockFile(this.directory.lock, async () => {
          await ensureRunning(this.cluster, this.port);
          await this.connectAnchor();
        });
        return;
      } catch (error) {
        this.options.onLost?.(error);
        await sleep(TRY_AGAIN_AFTER);
      }
    }
  }

  private async connectAnchor(): Promise<void> {
    const deadline = Date.now() + CONNECT_WITHIN;
    for (;;) {
      const anchor = new pg.Client({ connectionString: this.adminUrl, application_name: ANCHOR });
      anchor.on('error', () => {}); // 'end' follows
      try {
        await anchor.connect();
        anchor.once('end', () => {
          if (!this.closed) this.recovery = this.recover();
        });
        this.anchor = anchor;
        return;
      } catch (error) {
        if (Date.now() > deadline || (error as { code?: string }).code?.startsWith('28')) throw error;
        await sleep(50);
      }
    }
  }

  private async makeDatabase(): Promise<void> {
    const { name, owner } = this;
    for (const role of [`${name}_app`, owner]) {
      const { rowCount } = await this.anchor.query('select 1 from pg_roles where rolname = $1', [role]);
      if (!rowCount) await this.anchor.query(`create role ${role} login password '${this.secrets.password}'`);
    }
    const { rows } = await this.anchor.query<{ owner: string }>(
      'select datdba::regrole::text as owner from pg_database where datname = $1',
      [name],
    );
    if (!rows[0]) await this.anchor.query(`create database ${name} owner ${owner}`);
    else if (rows[0].owner === name) await this.handOver();
  }

  /** Directories of before there were two roles: everything that the one role, named like the database, owned goes to the owner. */
  private async handOver(): Promise<void> {
    const client = new pg.Client({ connectionString: this.address(SUPERUSER, this.name) });
    await client.connect();
    try {
      await client.query(`reassign owned by ${this.name} to ${this.owner}`);
    } finally {
      await client.end();
    }
  }

  private get owner(): string {
    return `${this.name}_owner`;
  }

  private get name(): string {
    return this.options.name ?? 'clinics';
  }

  private address(user: string, database: string): string {
    return `postgres://${user}:${this.secrets.password}@127.0.0.1:${this.port}/${database}`;
  }
}

/**
 * Opens the PostgreSQL in `dataDir`: makes it when the directory is empty, starts it when it is not running.
 * @throws ConfigError, one line that names DATA_DIR, when the directory cannot be used
 */
export function openEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  return EmbeddedDatabase.open(options);
}
