import twilio from 'twilio';
import type { Ground } from './ground.js';
import { median } from './ratios.js';

type Say = (text: string) => void;

const CLINICS = 40;
const PEOPLE = 2_000;
/** As many at once as a worker has in hand. */
const AT_ONCE = 20;

export interface Reminders {
  perSecond: number;
  /** Against a loop that sends one after the other, and against one that has as many in hand as a worker. */
  ofLoop: number;
  ofLoopAtOnce: number;
}

/**
 * (i) 2,000 reminders due in the same minute and two workers, in turn with a bare loop that sends as many texts through the
 * provider's SDK to the same stand-in. Each must go once.
 */
export async function reminders(ground: Ground, rounds: number, say: Say): Promise<Reminders> {
  // Half of a season is over: nobody is reminded of that.
  await ground.seed(CLINICS, PEOPLE * 2);
  const [sent, one, many]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    one.push(await loop(ground, 1));
    sent.push(await workers(ground, round));
    many.push(await loop(ground, AT_ONCE));
  }
  const round2 = (value = 0) => Number(value.toFixed(2));
  const ratio = (other: number[]) => round2(median(sent.map((rate, i) => rate / (other[i] ?? 1))));
  const found = { perSecond: Math.round(median(sent) ?? 0), ofLoop: ratio(one), ofLoopAtOnce: ratio(many) };
  say(`i  ${PEOPLE} reminders of one minute, two workers: ${found.perSecond} a second, each once`);
  say(`i  ${found.ofLoop} times a bare loop, ${found.ofLoopAtOnce} times one with ${AT_ONCE} at once`);
  return found;
}

/** Messages a second, from the moment they are due until the last is recorded as sent. */
async function workers(ground: Ground, round: number): Promise<number> {
  const before = [await texts(ground), await recorded(ground)] as const;
  const stop = await ground.workers(2);
  const rate = await sendAll(ground, round).finally(stop);
  // The workers have reminders of their own to send; of none does the provider have two.
  const [taken, known] = [(await texts(ground)) - before[0], (await recorded(ground)) - before[1]];
  if (taken !== known) throw new Error(`${taken} texts taken, ${known} recorded`);
  return rate;
}

async function sendAll(ground: Ground, round: number): Promise<number> {
  const start = performance.now();
  const queued = await queue(ground, round);
  const open = `select count(*) filter (where state in ('queued', 'sending'))::integer as open,
    count(*) filter (where state = 'sent')::integer as sent from messages where dedupe_key like $1`;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { rows } = await ground.pool.query<{ open: number; sent: number }>(open, [`%:round${round}:sms`]);
    if (rows[0]?.open !== 0) continue;
    const seconds = (performance.now() - start) / 1_000;
    if (rows[0].sent !== queued) throw new Error(`${rows[0].sent} of ${queued} reminders went`);
    return queued / seconds;
  }
}

/** Texts that have an id of the provider. */
async function recorded({ pool }: Ground): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(provider_sid)::integer as n from messages');
  return rows[0]?.n ?? 0;
}

/** Reminders of everybody whose clinic is to come, due now; it is noon wherever they are, so that they may go. */
async function queue({ pool }: Ground, round: number): Promise<number> {
  const west = new Date().getUTCHours() - 12;
  const zone = west < 0 ? `Etc/GMT${west}` : `Etc/GMT+${west}`;
  await pool.query('update clinics set time_zone = $1', [zone]);
  const made = await pool.query(
    `insert into messages (id, clinic_id, subject_type, subject_id, kind, channel, dedupe_key, priority, helps_until,
       due_at, created_at)
     select gen_random_uuid(), b.clinic_id, 'booking', b.id, 'reminder_days', 'sms',
       'reminder:d3:' || b.id || ':' || s.id || ':' || (extract(epoch from s.starts_at) * 1000)::bigint || ':round${round}:sms',
       1, s.starts_at, now(), now()
     from bookings b join clinics c on c.id = b.clinic_id and c.status = 'published'
     join attendees a on a.booking_id = b.id and a.status = 'expected' join slots s on s.id = a.slot_id
     where b.status = 'booked' and s.starts_at > now() + interval '1 hour'
       and exists (select from consents where booking_id = b.id and channel = 'sms')
     limit ${PEOPLE}`,
  );
  return made.rowCount ?? 0;
}

/** Texts a second that a program sends which knows nothing else. */
async function loop({ provider }: Ground, atOnce: number): Promise<number> {
  const client = twilio(provider.accountSid, provider.authToken);
  client.api.baseUrl = provider.baseUrl;
  const text = {
    from: '+16175550100',
    body: 'Reminder: Saturday, 10:00 am.',
    statusCallback: 'http://localhost/status',
  };
  let left = PEOPLE / 2;
  const send = async () => {
    while (left-- > 0) await client.messages.create({ ...text, to: `+1617555${String(1000 + left).slice(-4)}` });
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: atOnce }, send));
  return PEOPLE / 2 / ((performance.now() - start) / 1_000);
}

async function texts({ bare }: Ground): Promise<number> {
  return ((await (await fetch(`${bare}/texts`)).json()) as { all: number }).all;
}
