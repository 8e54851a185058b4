export { openEmbeddedDatabase } from './embedded-database.js';
export type { EmbeddedDatabase, EmbeddedOptions } from './embedded-database.js';
