// Taps on their way: kept first, then sent in order and once, whenever the server can be reached.
{
  const MOST_AT_ONCE = 50;
  const PATIENCE_MS = 10_000;

  /** The roster is not, or no longer, for whoever holds this device. */
  window.Refused = class Refused extends Error {};
  const REFUSALS = [403, 404, 409];

  /** Asks the server. @throws Refused when it asks who one is or says no, Error when it does not answer as it should */
  window.askServer = async (url, options = {}) => {
    const answer = await fetch(url, { ...options, signal: window.AbortSignal.timeout(PATIENCE_MS) });
    const asksWho = answer.redirected && new URL(answer.url).pathname.startsWith('/staff/sign-in');
    if (asksWho || REFUSALS.includes(answer.status)) throw new window.Refused();
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    return answer.json();
  };

  window.RosterLine = class RosterLine {
    keeping = Promise.resolve();

    /** @param changed is told who is to be shown anew; @param failed is told why nothing could be sent */
    constructor(path, keep, state, { changed, failed }) {
      Object.assign(this, { path, keep, state, changed, failed });
    }

    /** A tap: shown at once, kept, and sent. */
    async tap(attendeeId, wish) {
      const { state, path } = this;
      const { version: seen } = state.now(attendeeId);
      const id = window.crypto.randomUUID();
      const tap = { id, attendeeId, ...wish, seen, tappedAt: new Date().toISOString(), by: state.you };
      state.unsent.push(tap);
      delete state.clashes[attendeeId];
      this.changed([attendeeId]);
      this.keeping = this.keeping.then(async () => (tap.n = await this.keep.keepTap(path, tap)));
      await this.keeping;
      await this.saveClashes();
      await this.send();
    }

    /** Sends what is unsent; pages of one device take turns. */
    async send() {
      await navigator.locks.request(`roster-line ${this.path}`, async () => {
        try {
          while (await this.sendSome());
        } catch (error) {
          this.state.away = true;
          this.failed(error);
        }
      });
    }

    /** Says whether there may be more. */
    async sendSome() {
      const { state, path } = this;
      await this.readKept();
      const taps = firstOfEach(state.unsent);
      if (taps.length === 0) return false;
      const body = JSON.stringify({ taps: taps.map(asSent) });
      const headers = { 'Content-Type': 'application/json' };
      const { results } = await window.askServer(`${path}/taps`, { method: 'POST', headers, body });
      state.away = false;
      for (const [i, result] of results.entries()) await this.settle(taps[i], result);
      await this.keep.save(path, state.list());
      await this.saveClashes();
      await this.keep.dropTaps(taps.map(({ n }) => n));
      this.changed(taps.map(({ attendeeId }) => attendeeId));
      return true;
    }

    /** What is kept, also by other pages of this device; what others tapped on it waits until they sign in again. */
    async readKept() {
      const { state } = this;
      await this.keeping;
      const kept = (await this.keep.taps(this.path)).filter(({ by }) => by === state.you);
      const known = new Set(kept.map(({ id }) => id));
      state.unsent = [...kept, ...state.unsent.filter(({ id, n }) => n === undefined && !known.has(id))];
    }

    async settle(tap, { outcome, attendee }) {
      const { state } = this;
      const later = state.unsent.filter(({ attendeeId, id }) => attendeeId === tap.attendeeId && id !== tap.id);
      state.unsent = state.unsent.filter(({ id }) => id !== tap.id);
      if (attendee) state.hear(attendee);
      if (outcome === 'agreed') return this.goOnFrom(attendee.version, later);
      if (outcome === 'applied') return;
      // What was tapped on top of an answer that does not hold is no answer of its own: the last one is what was meant.
      const { status, station } = later.at(-1) ?? tap;
      if (outcome === 'conflict') state.clashes[tap.attendeeId] = { status, station };
      state.unsent = state.unsent.filter((one) => !later.includes(one));
      await this.keep.dropTaps(later.flatMap(({ n }) => n ?? []));
    }

    async goOnFrom(version, later) {
      for (const [i, tap] of later.entries()) {
        tap.seen = version + i;
        if (tap.n !== undefined) await this.keep.keepTap(this.path, tap);
      }
    }

    saveClashes() {
      return this.keep.save(`${this.path} clashes`, this.state.clashes);
    }
  };

  const asSent = ({ id, attendeeId, status, station, seen, tappedAt }) => {
    return { id, attendeeId, status, station, seen, tappedAt };
  };

  /** The beginning of the line in which nobody stands twice: whether a second tap counts depends on the first. */
  function firstOfEach(taps) {
    const seen = new Set();
    const end = taps.findIndex(({ attendeeId, n }) => n === undefined || seen.size === seen.add(attendeeId).size);
    return taps.slice(0, end === -1 ? taps.length : end).slice(0, MOST_AT_ONCE);
  }
}
