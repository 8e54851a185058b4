// The roster as this device knows it: what the server said, and on top of it what was tapped here and not yet confirmed.
{
  const SLOW_MS = 2_000;

  // As `placeAfter` of the server has it.
  const placeAfter = ({ status, station }, before, stations) => {
    if (station) return { status: 'arrived', station };
    if (status !== 'arrived') return { status, station: null };
    return { status, station: before.station ?? stations[0] ?? null };
  };

  const stateOf = ({ id, status, version, changedAt, changedBy, arrivedAt, station, ...rest }) => {
    const { stationAt, calledAt } = rest;
    return { id, status, version, changedAt, changedBy, arrivedAt, station, stationAt, calledAt };
  };

  /** Whether somebody is where a tap would put them. */
  window.isSo = ({ status, station }, person) => (station ? station === person.station : status === person.status);

  window.RosterState = class RosterState {
    clinic = { title: '', day: '', timeZone: 'UTC' };
    stations = [];
    /** Names of those who tapped, by actor. */
    staff = {};
    /** The actor who holds this device. */
    you = '';
    people = new Map();
    unsent = [];
    /** What was tapped here and does not hold, by attendee: it waits for whoever tapped to decide. */
    stuck = {};
    /** The server did not answer the last time. */
    away = false;

    /** The whole list anew; what came by itself meanwhile and is newer stays. */
    take({ clinic, stations, staff, you, people }) {
      const before = this.people;
      const newest = (person) => {
        const known = before.get(person.id);
        return known?.version > person.version ? { ...person, ...stateOf(known) } : person;
      };
      Object.assign(this, { clinic, stations, you, staff: { ...this.staff, ...staff } });
      // That there are notes is all that the list says of them: a device need not keep more.
      const kept = ({ notes, ...person }) => newest({ ...person, notes: Boolean(notes) });
      this.people = new Map(people.map((person) => [person.id, kept(person)]));
    }

    /** Something is on its way for longer than one notices, or cannot be. */
    get isSlow() {
      return this.away || this.unsent.some(({ tappedAt }) => Date.now() - Date.parse(tappedAt) > SLOW_MS);
    }

    /** What `take` can read again later. */
    list() {
      const { clinic, stations, staff, you, people } = this;
      return { clinic, stations, staff, you, people: [...people.values()] };
    }

    /** News of one person; says whether they were news. */
    hear(news) {
      const known = this.people.get(news.id);
      if (news.changedByName) this.staff[news.changedBy] = news.changedByName;
      if (!known || known.version >= news.version) return false;
      if (news.status === 'cancelled') this.people.delete(news.id);
      else this.people.set(news.id, { ...known, ...stateOf(news) });
      return true;
    }

    /** The tap of somebody that waits for a decision, unless it has come true meanwhile. */
    stuckOf(id) {
      const [tap, person] = [this.stuck[id], this.people.get(id)];
      return tap && !(person && window.isSo(tap, person)) ? tap : undefined;
    }

    /** Somebody as they are when all taps of this device have arrived. */
    now(id) {
      const taps = this.unsent.filter((tap) => tap.attendeeId === id);
      return taps.reduce((person, tap) => this.after(tap, person), this.people.get(id));
    }

    after(tap, person) {
      if (!person) return undefined;
      const { tappedAt: at } = tap;
      const place = placeAfter(tap, person, this.stations);
      const here = place.status === 'arrived' || place.status === 'done';
      const stays = tap.status === 'arrived' && person.station !== null;
      return {
        ...person,
        ...place,
        version: tap.seen + 1,
        changedAt: at,
        changedBy: this.you,
        arrivedAt: here ? (person.arrivedAt ?? at) : null,
        stationAt: place.station === null ? null : stays ? person.stationAt : at,
        calledAt: null,
        unsent: true,
      };
    }

    all() {
      return [...this.people.keys()].map((id) => this.now(id));
    }

    nameOf(actor) {
      return actor === this.you ? 'You' : (this.staff[actor] ?? 'Somebody');
    }
  };
}
