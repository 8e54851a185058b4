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
  };
}
