import { COUNTS_DIFFER } from '../../src/places/recount.js';
import { run } from '../ground/embedded-process.js';
import type { SmsStandin } from '../support/sms-standin.js';
import type { Attempt } from './crowd.js';

interface Kept {
  reference: string;
  attendees: number;
  confirmations: number;
}

const KEPT = `
  select b.reference,
    (select count(*) from attendees a where a.booking_id = b.id and a.status = 'expected')::integer as attendees,
    (select count(*) from messages m where m.subject_id = b.id and m.kind = 'booking_confirmed')::integer as confirmations
  from bookings b where b.clinic_id = `;

/** Everything that is not as it must be after a round, in words; nothing is what one hopes for. */
export async function wrongs(url: string, clinicId: string, attempts: Attempt[], sms: SmsStandin): Promise<string[]> {
  const kept = await run<Kept>(url, `${KEPT} '${clinicId}'`);
  const references = new Set(kept.map(({ reference }) => reference));
  const booked = attempts.filter(({ booked }) => booked);
  const promised = new Set(booked.map(({ booked }) => booked?.reference ?? ''));
  const over = await run(url, `select 1 from slots where clinic_id = '${clinicId}' and taken > capacity`);
  const open = await run(url, `select 1 from slots where clinic_id = '${clinicId}' and taken < capacity`);
  const sentTo = (phone: unknown) => sms.to(String(phone)).length;
  const count = (words: string, n: number) => (n > 0 ? [`${n} ${words}`] : []);
  return [
    ...count('acknowledged and lost', [...promised].filter((reference) => !references.has(reference)).length),
    ...count('kept that nobody was told of', [...references].filter((reference) => !promised.has(reference)).length),
    ...count('told of one booking twice', booked.length - promised.size),
    ...count('without their one attendee', kept.filter(({ attendees }) => attendees !== 1).length),
    ...count('without their one confirmation', kept.filter(({ confirmations }) => confirmations !== 1).length),
    ...count('slots counted wrongly', (await run(url, COUNTS_DIFFER)).length),
    ...count('slots overbooked', over.length),
    ...count('slots with a place that somebody was refused', open.length),
    ...count('written to twice', attempts.filter(({ body }) => sentTo(body.contact.phone) > 1).length),
    ...count('written to without a booking', attempts.filter((a) => !a.booked && sentTo(a.body.contact.phone)).length),
  ];
}
