/** The last run to leave stops the tests' PostgreSQL. */
export default async function globalTeardown() {
  await globalThis.testDatabase?.close();
}
