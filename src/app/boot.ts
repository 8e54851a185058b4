import { forbiddenInSms } from '../clinics/sms-name-rules.js';
import type { Config } from '../platform/config.js';
import { ConfigError, readConfig } from '../platform/config.js';
import { openEmbeddedDatabase } from '../platform/embedded/index.js';
import { isDatabaseAway } from '../platform/problem.js';

/** A complete configuration over a migrated database, and what to call when the process leaves. */
export interface Ground {
  config: Config;
  close: () => Promise<void>;
}

/**
 * Reads the environment, starts the embedded PostgreSQL where no other is named, and brings the schema up to date; or does
 * `work` there instead, as the role that owns the schema.
 * @throws ConfigError with one line that names the variable to mend
 */
export async function prepareGround(
  env: Record<string, string | undefined>,
  work: (ownerUrl: string, config: Config) => Promise<unknown> = bringUpToDate,
): Promise<Ground> {
  const config = readConfig(env);
  if (config.sms.channel === 'twilio' && forbiddenInSms(config.publicUrl)) {
    throw new ConfigError(
      'PUBLIC_URL: stands in text messages, which never say what the clinics are about; use another',
    );
  }
  let close = async () => {};
  if (config.embedded) {
    const embedded = await openEmbeddedDatabase({ dataDir: config.dataDir });
    config.databaseUrl = embedded.url;
    config.migrationDatabaseUrl = embedded.ownerUrl;
    if (config.secretKeys.length === 0) config.secretKeys = embedded.secretKeys;
    close = () => embedded.close();
  }
  try {
    await work(config.migrationDatabaseUrl ?? config.databaseUrl ?? '', config);
  } catch (error) {
    await close();
    const { code = 'no answer' } = error as { code?: string };
    if (!isDatabaseAway(error) && !REFUSED.test(code)) throw error;
    const name = config.migrationDatabaseUrl ? 'MIGRATION_DATABASE_URL' : 'DATABASE_URL';
    throw new ConfigError(`${name}: the database does not answer or refuses us (${code})`);
  }
  return { config, close };
}

const bringUpToDate = async (ownerUrl: string, { databaseUrl }: Config) => {
  // Takes long to load: a wrong setting is told before.
  const { migrate } = await import('../platform/data-source.js');
  await migrate(ownerUrl, databaseUrl);
};

/** No way to it at all, or turned away at the door: wrong password, no such database. */
const REFUSED = /^(E[A-Z_]+|28...|3D000)$/;
