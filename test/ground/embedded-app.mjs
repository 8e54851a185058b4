// The least process that uses the embedded database: tests start it, talk to it over IPC, and kill it.
import { openEmbeddedDatabase } from '../../dist/src/platform/embedded/index.js';

process.once('disconnect', () => process.exit(1)); // the test was ended
const [dataDir] = process.argv.slice(2);
try {
  const database = await openEmbeddedDatabase({
    dataDir,
    onLost: (error) => process.send({ lost: error?.message ?? true }),
  });
  process.once('SIGTERM', async () => {
    await database.close();
    process.exit(0);
  });
  const { url: appUrl, ownerUrl: url, adminUrl, secretKeys } = database;
  process.send({ url, appUrl, adminUrl, key: secretKeys[0].bytes.toString('hex') });
} catch (error) {
  process.send({ refused: error.message, type: error.constructor.name }, () => process.exit(1));
}
