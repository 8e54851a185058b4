import type { Config } from '../platform/config.js';
import { ConfigError, readConfig } from '../platform/config.js';
import { migrate } from '../platform/data-source.js';
import { openEmbeddedDatabase } from '../platform/embedded/index.js';

/** A complete configuration over a migrated database, and what to call when the process leaves. */
export interface Ground {
  config: Config;
  close: () => Promise<void>;
}

/**
 * Reads the environment, starts the embedded PostgreSQL where no other is named, and brings the schema up to date.
 * @throws ConfigError with one line that names the variable to mend
 */
export async function prepareGround(env: Record<string, string | undefined>): Promise<Ground> {
  const config = readConfig(env);
  let close = async () => {};
  if (config.embedded) {
    const embedded = await openEmbeddedDatabase({ dataDir: config.dataDir });
    config.databaseUrl = embedded.url;
    if (config.secretKeys.length === 0) config.secretKeys = embedded.secretKeys;
    close = () => embedded.close();
  }
  try {
    await migrate(config.migrationDatabaseUrl ?? config.databaseUrl ?? '');
  } catch (error) {
    await close();
    const code = (error as { code?: string }).code ?? '';
    if (!UNREACHABLE.test(code)) throw error;
    throw new ConfigError(`DATABASE_URL: the database does not answer or refuses us (${code})`);
  }
  return { config, close };
}

/** Network failures, and refusals at the door: wrong password, no such database, not yet up. */
const UNREACHABLE = /^(E[A-Z]+|28...|3D000|57P0.|08...|53...)$/;
