import type { Caller } from '../access/caller.js';
import type { OpenedRoster } from './open-roster.js';

/** The roster as devices and programs read it; instants become ISO 8601 on their way out. */
export function rosterJson({ clinic, stations, people, names }: OpenedRoster, caller: Caller) {
  const { id, title, day, timeZone } = clinic;
  const actors = [...new Set(people.flatMap(({ changedBy }) => changedBy ?? []))];
  return {
    clinic: { id, title, day, timeZone },
    stations,
    mayOverbook: caller.permissions.includes('roster.overbook'),
    people,
    you: caller.actor,
    staff: Object.fromEntries(actors.map((actor) => [actor, names(actor)])),
  };
}
