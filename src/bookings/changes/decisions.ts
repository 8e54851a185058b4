import type { VenueRow } from '../../clinics/clinic-facts.js';
import { VENUE_FACTS, venueOf } from '../../clinics/clinic-facts.js';
import type { MovedSlot } from '../../clinics/moved-rules.js';
import { movedSlots, shiftedDays } from '../../clinics/moved-rules.js';
import { syncWindow } from '../../clinics/clinics.repository.js';
import { formatDay, formatTime } from '../../i18n/dates.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import { conflict, invalid } from '../../platform/errors.js';
import { expectAnew } from '../bookings.repository.js';
import type { Decision, Held } from './make-decision.js';

/** Every place is closed and nobody is expected any more; those who had one keep it, should the clinic be brought back. */
export const callOff = (reason?: string): Decision => ({
  draft(tx, { clinic, slots, now }) {
    assertPublished(clinic);
    if (slots.every(({ endsAt }) => endsAt <= now)) throw conflict('clinic_over');
    const closes = slots.filter(({ open }) => open).map(({ id }) => id);
    return {
      ...{ kind: 'called_off', summary: dayOf(clinic, slots), reason, closes },
      slots: toCome(slots, now),
      facts: { status: 'cancelled' },
      apply: async () => {
        await rows(tx, 'update slots set open = false where id = any($1::uuid[])', [closes]);
        await rows(tx, `update clinics set status = 'cancelled' where id = $1`, [clinic.id]);
      },
    };
  },
});

/** The clinic takes place after all: what calling off closed is open again, and everybody who kept their place is told. */
export const bringBack = (reason?: string): Decision => ({
  async draft(tx, { clinic, slots, now }) {
    if (clinic.status !== 'cancelled') throw conflict('not_called_off');
    if (slots.every(({ startsAt }) => startsAt <= now)) throw conflict('clinic_over');
    const [off] = await rows<{ closed: string[] }>(
      tx,
      `select closed_slots as closed from clinic_changes where clinic_id = $1 and kind = 'called_off'
       order by n desc limit 1`,
      [clinic.id],
    );
    return {
      ...{ kind: 'brought_back', summary: dayOf(clinic, slots), reason },
      slots: toCome(slots, now),
      facts: { status: 'published' },
      apply: async () => {
        await rows(tx, 'update slots set open = true where id = any($1::uuid[])', [off?.closed ?? []]);
        await rows(tx, `update clinics set status = 'published' where id = $1`, [clinic.id]);
      },
    };
  },
});

interface Move {
  /** Civil day; absent: the day stays. */
  day?: string;
  /** Wall time of the first slot, the others keep their distance; absent: the times stay. */
  start?: string;
  reason?: string;
}

/** The whole clinic on another day, at other times, or both. The booking window ends as many days before as it did. */
export const moveClinic = ({ day, start, reason }: Move): Decision => ({
  draft(tx, { clinic, slots, now }) {
    assertNotBegun({ clinic, slots, now });
    const to = day ?? clinic.day;
    const moved = movedSlots(slots, { zone: clinic.timeZone, day: to, start });
    if (typeof moved === 'string') throw invalid({ field: start ? 'start' : 'day', code: moved });
    if (moved.every((slot, i) => slot.startsAt.getTime() === slots[i]?.startsAt.getTime())) {
      throw invalid({ field: 'day', code: 'nothing_changed' });
    }
    if ((moved[0]?.startsAt ?? now) <= now) throw invalid({ field: 'day', code: 'in_the_past' });
    const zone = clinic.timeZone;
    const closes = shiftedDays(clinic.bookingClosesAt, clinic.day, to, zone);
    const ends = [closes, moved[moved.length - 1]?.startsAt];
    if (ends.some((end) => end && clinic.bookingOpensAt && end <= clinic.bookingOpensAt)) {
      throw invalid({ field: 'day', code: 'booking_window_empty' });
    }
    const words = (at = now) => `${formatDay(at, zone, 'en')}, ${formatTime(at, zone, 'en')}`;
    return {
      ...{ kind: to === clinic.day ? 'times' : 'moved', reason },
      summary: `From ${words(slots[0]?.startsAt)} to ${words(moved[0]?.startsAt)}`,
      slots: moved,
      facts: { day: to },
      apply: async () => {
        await rows(tx, 'update clinics set day = $2, booking_closes_at = $3 where id = $1', [clinic.id, to, closes]);
        await retime(tx, clinic.id, moved);
        if (to !== clinic.day) await expectAnew(tx, clinic.id, now);
      },
    };
  },
});

/** One slot at another time of the same day. */
export const moveSlot = (slotId: string, { startsAt, endsAt }: Omit<MovedSlot, 'id'>): Decision => ({
  draft(tx, held) {
    const { clinic, slots, now } = held;
    assertNotBegun(held);
    const slot = slots.find(({ id }) => id === slotId);
    if (!slot) throw invalid({ field: 'from', code: 'slot_unknown' });
    if (startsAt <= now) throw invalid({ field: 'from', code: 'in_the_past' });
    const same = startsAt.getTime() === slot.startsAt.getTime() && endsAt.getTime() === slot.endsAt.getTime();
    if (same) throw invalid({ field: 'from', code: 'nothing_changed' });
    const other = slots.some((one) => one.id !== slotId && startsAt < one.endsAt && one.startsAt < endsAt);
    if (other) throw invalid({ field: 'from', code: 'slots_overlap' });
    const words = (at: Date) => formatTime(at, clinic.timeZone, 'en');
    return {
      kind: 'times',
      summary: `From ${words(slot.startsAt)} to ${words(startsAt)}`,
      slots: [{ id: slotId, startsAt }],
      apply: () => retime(tx, clinic.id, [{ id: slotId, startsAt, endsAt }]),
    };
  },
});

interface Place {
  venueId: string;
  /** Null: the venue's own; absent: as it is, at the same venue. */
  room?: string | null;
}

/** Another venue, another room in it, or both. */
export const changePlace = ({ venueId, room: given }: Place): Decision => ({
  async draft(tx, held) {
    const { clinic, slots, now } = held;
    const room = given === undefined && venueId === clinic.venueId ? clinic.room : (given ?? null);
    assertNotOver(held);
    if (clinic.mode !== 'in_person') throw conflict('no_place');
    const place = await placeOf(tx, venueId, room);
    if (!place) throw invalid({ field: 'venueId', code: 'venue_unknown' });
    const present = clinic.venueId === venueId && (await placeOf(tx, venueId, clinic.room));
    if (present && present.room === place.room) throw invalid({ field: 'room', code: 'nothing_changed' });
    return {
      kind: 'place',
      summary: `Now at ${[place.name, place.room].filter(Boolean).join(', ')}`,
      slots: toCome(slots, now),
      facts: { venue: place },
      apply: async () =>
        void (await rows(tx, 'update clinics set venue_id = $2, room = $3 where id = $1', [clinic.id, venueId, room])),
    };
  },
});

/** Another address of the video call, given sealed. It is told in emails and on the page behind the link, never by text. */
export const changeLink = (sealed: string): Decision => ({
  draft(tx, held) {
    assertNotOver(held);
    if (held.clinic.mode !== 'virtual') throw conflict('no_link');
    return {
      kind: 'link',
      summary: 'Another link to the video call',
      slots: toCome(held.slots, held.now),
      apply: async () =>
        void (await rows(tx, 'update clinics set joining_link = $2 where id = $1', [held.clinic.id, sealed])),
    };
  },
});

/** Whose people are told during the day: whoever has been there already has no use for it. */
const toCome = (slots: Held['slots'], now: Date) => slots.filter(({ endsAt }) => endsAt > now);

/** `Saturday, December 5`. */
const dayOf = ({ timeZone, day }: Held['clinic'], [first]: Held['slots']) =>
  first ? formatDay(first.startsAt, timeZone, 'en') : day;

/** Only what the public knows of can be changed in front of it. @throws AppError 409 */
export function assertPublished({ status }: Held['clinic']): void {
  if (status !== 'published') throw conflict('not_published');
}

export function assertNotBegun({ clinic, slots, now }: Held): void {
  assertPublished(clinic);
  if (slots.some(({ startsAt }) => startsAt <= now)) throw conflict('clinic_begun');
}

function assertNotOver({ clinic, slots, now }: Held): void {
  assertPublished(clinic);
  if (slots.every(({ endsAt }) => endsAt <= now)) throw conflict('clinic_over');
}

/** All in one statement: one slot may move onto where another one was. The booking window of each ends when it begins. */
async function retime(tx: Tx, clinicId: string, moved: MovedSlot[]): Promise<void> {
  await rows(
    tx,
    `update slots s set starts_at = m.starts_at, ends_at = m.ends_at
     from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as m (id, starts_at, ends_at) where s.id = m.id`,
    [moved.map(({ id }) => id), moved.map(({ startsAt }) => startsAt), moved.map(({ endsAt }) => endsAt)],
  );
  await syncWindow(tx, clinicId);
}

/** The venue as people would be told of it. */
async function placeOf(tx: Tx, venueId: string, room: string | null) {
  const [row] = await rows<VenueRow>(
    tx,
    `select ${VENUE_FACTS}, coalesce($2, v.room) as room from venues v where v.id = $1`,
    [venueId, room],
  );
  return row && venueOf(row);
}
