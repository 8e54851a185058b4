import { Injectable } from '@nestjs/common';
import { DEFAULT_LOCALE, isLocale } from '../../i18n/locales.js';
import type { Locale } from '../../i18n/locales.js';
import { segments } from '../../messaging/segments.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import type { BookingDetails } from '../booking-reads.js';
import { ManageLinks } from '../manage-links.js';
import { bookingSms } from '../messages/booking-sms.js';
import { SAMPLE_REFERENCE, SAMPLE_TOKEN } from '../messages/sample-booking.js';
import { bookingTemplate } from '../messages/templates/index.js';
import { tellingOf } from './change-kinds.js';
import type { Proposal } from './make-decision.js';

/** The texts of one language. */
export interface Texts {
  locale: Locale;
  bookings: number;
  /** Of all of them together. */
  segments: number;
  /** The words, with a made-up reference and link. */
  text: string;
  encoding: 'GSM-7' | 'UCS-2';
}

/** Whom a decision would be told to, and how. Names nobody. */
export interface Told {
  bookings: number;
  people: number;
  texts: Texts[];
  emails: { locale: Locale; bookings: number }[];
  /** Bookings without a way to write to them: they must be called. */
  calls: number;
  /** What they would like to be spoken to in, the most first. */
  languages: { language: string; bookings: number }[];
}

interface Group {
  language: string;
  slotId: string;
  sms: boolean;
  email: boolean;
  bookings: number;
  people: number;
}

/** Which channels get through: agreed to, and not opted out of. */
const channel = (name: string, index: string) =>
  `exists (select from consents k where k.booking_id = b.id and k.channel = '${name}')
     and not exists (select from opt_outs o where o.channel = '${name}' and o.address_ix = b.${index})`;

const GROUPS = `
  with concerned as (
    select b.id, b.language, (array_agg(s.id order by s.starts_at))[1] as slot_id, count(*) as people,
      ${channel('sms', 'phone_ix')} as sms, ${channel('email', 'email_ix')} as email
    from slots s join attendees a on a.slot_id = s.id join bookings b on b.id = a.booking_id
    where s.id = any($1::uuid[]) and a.status not in ('cancelled', 'done') and b.status = 'booked' and b.erased_at is null
    group by b.id)
  select language, slot_id as "slotId", sms, email, count(*)::integer as bookings, sum(people)::integer as people
  from concerned group by language, slot_id, sms, email`;

/** Says before a decision is made who will be told what: in one query, and in the very words of the messages. */
@Injectable()
export class Telling {
  constructor(
    private readonly database: Database,
    private readonly links: ManageLinks,
    private readonly clock: Clock,
  ) {}

  async of(proposal: Proposal): Promise<Told> {
    const groups = await this.database.query<Group>(GROUPS, [proposal.slots.map(({ id }) => id)]);
    const written = groups.filter(({ sms, email }) => sms || email);
    return {
      bookings: sum(groups),
      people: groups.reduce((all, { people }) => all + people, 0),
      texts: byLocale(groups.filter(({ sms }) => sms)).map(([locale, some]) => this.texts(proposal, locale, some)),
      emails: byLocale(groups.filter(({ email }) => email)).map(([locale, some]) => ({ locale, bookings: sum(some) })),
      calls: sum(groups) - sum(written),
      languages: by(groups, ({ language }) => language)
        .map(([language, some]) => ({ language, bookings: sum(some) }))
        .sort((a, b) => b.bookings - a.bookings || a.language.localeCompare(b.language)),
    };
  }

  private texts(proposal: Proposal, locale: Locale, groups: Group[]): Texts {
    const written = groups.map(({ slotId, bookings }) => {
      const text = this.text(proposal, locale, slotId);
      return { text, ...segments(text), bookings };
    });
    const [first] = written;
    return {
      locale,
      bookings: sum(groups),
      segments: written.reduce((all, { count, bookings }) => all + count * bookings, 0),
      text: first?.text ?? '',
      encoding: first?.encoding ?? 'GSM-7',
    };
  }

  private text({ kind, clinic, slots }: Proposal, locale: Locale, slotId: string): string {
    const startsAt = slots.find(({ id }) => id === slotId)?.startsAt ?? new Date(0);
    const sample = { locale, startsAt, clinic, attendees: [], reference: SAMPLE_REFERENCE };
    const told = {
      booking: { ...sample, ...this.links.urls(SAMPLE_TOKEN) } as unknown as BookingDetails,
      now: this.clock.now(),
    };
    return bookingSms(bookingTemplate(tellingOf(kind)), told).text;
  }
}

const sum = (groups: { bookings: number }[]) => groups.reduce((all, { bookings }) => all + bookings, 0);

const byLocale = (groups: Group[]) =>
  by(groups, ({ language }) => (isLocale(language) ? language : DEFAULT_LOCALE)).sort(
    ([, a], [, b]) => sum(b) - sum(a),
  );

function by<K extends string>(groups: Group[], key: (group: Group) => K): [K, Group[]][] {
  const found = new Map<K, Group[]>();
  for (const group of groups) found.set(key(group), [...(found.get(key(group)) ?? []), group]);
  return [...found];
}
