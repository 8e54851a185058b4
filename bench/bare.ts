import Fastify from 'fastify';
import pg from 'pg';

/**
 * What the product is held against, as a process of its own: a Fastify route that books with one prepared statement
 * (conditional update, insert, outbox row) and knows nothing else; one that returns a text of so many bytes; and a provider of text messages.
 */
const [port = '', url = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 10 });
await pool.query(`
  create table if not exists bare_slots (id integer primary key, capacity integer not null, taken integer not null default 0);
  create table if not exists bare_bookings (id uuid primary key, slot_id integer not null references bare_slots, name text, phone text);
  create table if not exists bare_outbox (id uuid primary key, booking_id uuid not null, due_at timestamptz not null)`);

const BOOK = `
  with s as (update bare_slots set taken = taken + 1 where id = $1 and taken < capacity returning id),
  b as (insert into bare_bookings (id, slot_id, name, phone) select gen_random_uuid(), id, $2, $3 from s returning id),
  m as (insert into bare_outbox (id, booking_id, due_at) select gen_random_uuid(), id, now() from b)
  select id from b`;

const app = Fastify();
const texts = new Map<number, string>();

app.post<{ Body: { slotId: number; name: string; phone: string } }>('/book', async ({ body }, reply) => {
  const values = [body.slotId, body.name, body.phone];
  const [booking] = (await pool.query<{ id: string }>({ name: 'book', text: BOOK, values })).rows;
  return booking ? reply.code(201).send(booking) : reply.code(409).send({ code: 'slot_full' });
});

app.get<{ Params: { bytes: string } }>('/text/:bytes', async ({ params }, reply) => {
  const bytes = Number(params.bytes);
  const text = texts.get(bytes) ?? 'x'.repeat(bytes);
  texts.set(bytes, text);
  return reply.type('text/html').send(text);
});

/** A provider that takes every text at once, and tells how many it took and of how many to a number that had none. */
const taken = { all: 0, numbers: new Set<string>() };
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
  done(null, new URLSearchParams(String(body)));
});
app.post<{ Body: URLSearchParams }>('/2010-04-01/Accounts/:account/Messages.json', async ({ body }, reply) => {
  taken.all += 1;
  taken.numbers.add(body.get('To') ?? '');
  return reply.code(201).send({ sid: `SM${String(taken.all).padStart(32, '0')}`, status: 'queued' });
});
app.get('/texts', () => ({ all: taken.all, numbers: taken.numbers.size }));

await app.listen({ port: Number(port), host: '127.0.0.1' });
process.stdout.write('is ready\n');
process.on('SIGTERM', () => void app.close().then(() => pool.end()));
