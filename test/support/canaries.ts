import pg from 'pg';
import type { Sealer } from '../../src/platform/sealing.js';

/** A person whom no other test knows: whatever stands of them anywhere was planted. */
export const CANARY = { fullName: 'Zyxandrá Canárez', phone: '(617) 555-0142', email: 'zyxandra.canarez@example.org' };

/** As people and programs write them, and as we store them. */
const WRITTEN = ['Canárez', 'Canarez', 'CANAREZ', 'canarez', CANARY.phone, '617-555-0142', '6175550142', '16175550142'];

/** What is searched for in a folded text; a number with or without its country, however it is spaced. */
const PLAIN = [/zyxandra|canarez/, /617\D{0,3}555\D{0,3}0142/];

/** Without accents and capitals. */
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** A word inside a longer text in base64 looks in one of three ways, but for the characters that it shares at its ends. */
function inBase64(word: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.from('\0'.repeat(before) + word);
    const whole = Math.floor((bytes.length * 8) / 6);
    return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), whole);
  });
}

const CODED = WRITTEN.flatMap(inBase64);
const BYTES = WRITTEN.map((word) => Buffer.from(word).toString('hex'));

/** Whether the canary stands in a text in any form; given as the lines where it does: nothing is what one hopes for. */
export function tracesIn(text: string): string[] {
  if (!isIn(text)) return [];
  const lines = text.split('\n').filter(isIn);
  return lines.length > 0 ? lines : [text];
}

function isIn(text: string): boolean {
  const decoded = text
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString())
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  const coded = text.replaceAll('-', '+').replaceAll('_', '/');
  const both = folded(decoded === text ? text : `${text}\n${decoded}`);
  return (
    PLAIN.some((form) => form.test(both)) ||
    CODED.some((form) => coded.includes(form)) ||
    BYTES.some((form) => text.includes(form))
  );
}

/** Every value of every table of every schema, PostgreSQL's own too, and what its processes are doing: as the superuser. */
export async function everyValue(databaseUrl: string): Promise<string> {
  const url = new URL(process.env['TEST_ADMIN_URL'] ?? '');
  url.pathname = new URL(databaseUrl).pathname;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  try {
    const { rows: tables } = await admin.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class where relkind in ('r', 'm') and relpersistence <> 't'
       union all values ('pg_stat_activity'), ('pg_prepared_statements'), ('pg_largeobject') order by 1`,
    );
    let all = '';
    for (const { name } of tables) {
      const { rows } = await admin.query<{ row: string }>(`select t::text as row from ${name} t`);
      for (const { row } of rows) all += `${name}: ${row}\n`;
    }
    return all;
  } finally {
    await admin.end();
  }
}

/** What of a text our keys open, whichever column it was copied from; a line each, after where it stood. */
export function opened(text: string, sealer: Sealer, columns: string[]): string {
  const found = text.split('\n').flatMap((line) =>
    (line.match(/\btest:[\w-]{38,}/g) ?? []).flatMap((sealed) =>
      columns.flatMap((column) => {
        try {
          return `${line.slice(0, 20)} … ${column}: ${sealer.open(sealed, column)}`;
        } catch {
          return []; // of another column
        }
      }),
    ),
  );
  return [...new Set(found)].join('\n');
}
