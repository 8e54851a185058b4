import ICAL from 'ical.js';

/** What an independent reader of calendar files finds in one. */
export interface ReadEvent {
  method: string;
  uid: string;
  sequence: number;
  status: string;
  start: Date;
  end: Date;
  /** As on a clock on the wall, `2026-12-05T09:30:00`. */
  wallStart: string;
  zone: string;
  /** When the file was made; must be in UTC. */
  stamp: string;
  organizer: string[];
  attendees: { address: string; status: string; rsvp: string }[];
}

/** Reads a file that holds one event; its times are reckoned by the time zone in the file itself, or by UTC. */
export function readCalendar(text: string): ReadEvent {
  const file = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const zones = file.getAllSubcomponents('vtimezone').map((component) => new ICAL.Timezone(component));
  const [event, ...others] = file.getAllSubcomponents('vevent');
  if (!event || others.length > 0) throw new Error('not one event');
  const zone = zones.find(({ tzid }) => tzid === event.getFirstProperty('dtstart')?.getFirstParameter('tzid'));
  const { startDate, endDate } = new ICAL.Event(event);
  for (const time of [startDate, endDate]) {
    if (zone) time.zone = zone;
    else if (!time.toString().endsWith('Z')) throw new Error('the time zone is not in the file');
  }
  return {
    method: String(file.getFirstPropertyValue('method')),
    uid: String(event.getFirstPropertyValue('uid')),
    sequence: Number(event.getFirstPropertyValue('sequence')),
    status: String(event.getFirstPropertyValue('status')),
    start: startDate.toJSDate(),
    end: endDate.toJSDate(),
    wallStart: startDate.toString(),
    zone: zone?.tzid ?? 'UTC',
    stamp: String(event.getFirstPropertyValue('dtstamp')),
    organizer: event.getAllProperties('organizer').map((one) => String(one.getFirstValue()).replace(/^mailto:/i, '')),
    attendees: event.getAllProperties('attendee').map((property) => ({
      address: String(property.getFirstValue()).replace(/^mailto:/i, ''),
      status: String(property.getFirstParameter('partstat')),
      rsvp: String(property.getFirstParameter('rsvp')),
    })),
  };
}

/** What a file of each method must hold for a calendar program to take it (RFC 5546, section 3.2). */
const REQUIRED: Record<string, (event: ReadEvent) => boolean> = {
  PUBLISH: ({ attendees, status }) => attendees.length === 0 && status === 'CONFIRMED',
  REQUEST: ({ attendees, status }) => attendees.length > 0 && status === 'CONFIRMED',
  CANCEL: ({ status }) => status === 'CANCELLED',
};

/** A calendar that takes files as RFC 5546 says: by UID; the higher SEQUENCE wins, then the later DTSTAMP; CANCEL removes. */
export class CalendarProgram {
  private readonly known = new Map<string, ReadEvent>();

  take(event: ReadEvent): this {
    const { method, uid, organizer, stamp } = event;
    if (!REQUIRED[method]?.(event) || organizer.length !== 1 || !stamp.endsWith('Z')) {
      throw new Error(`not a ${method} that a calendar takes: ${JSON.stringify(event)}`);
    }
    const had = this.known.get(uid);
    const isOlder = had && (event.sequence - had.sequence || stamp.localeCompare(had.stamp)) < 0;
    if (!isOlder) this.known.set(uid, event);
    return this;
  }

  /** What its owner sees. */
  get events(): ReadEvent[] {
    return [...this.known.values()].filter(({ method }) => method !== 'CANCEL');
  }
}
