// Taps on their way: kept first, then sent in order and once, whenever the server can be reached.
{
  const MOST_AT_ONCE = 50;
  const PATIENCE_MS = 10_000;
  /** Said by whoever stands before the app, or when it is busy: it is asked again. */
  const BUSY = [408, 425, 429, 500, 502, 503, 504];
  const { crypto } = window;

  /** Asks the server. @throws Error with a `status` unless it answers as it should; 401 when it asks who one is */
  window.askServer = async (url, options = {}) => {
    const answer = await fetch(url, { ...options, signal: window.AbortSignal.timeout(PATIENCE_MS) });
    const status = answer.redirected ? 401 : answer.status;
    if (status !== 200) throw Object.assign(new Error(`answered ${status}`), { status });
    return answer.json();
  };

  /** Whether the server said no, and will say it again. */
  window.isRefusal = ({ status }) => status >= 400 && !BUSY.includes(status);

  // As `crypto.randomUUID`, which a page without TLS lacks.
  const newId = () =>
    '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
      (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
    );

  window.RosterLine = class RosterLine {
    turn = Promise.resolve();
    /** Numbers of taps that somebody has decided on here: they may be read once more before they are gone. */
    decided = new Set();

    /** @param told `changed(ids)` who is to be shown anew, `failed(error)`, `askList()`, `forgets()` */
    constructor(path, keep, state, told) {
      Object.assign(this, { path, keep, state, told });
      this.others = window.BroadcastChannel && new window.BroadcastChannel(`roster ${path}`);
      this.others?.addEventListener('message', () => this.readKept().catch(told.failed));
    }

    /** A tap: shown at once, kept, and sent. */
    async tap(attendeeId, wish) {
      const { state } = this;
      const { version: seen, reference } = state.now(attendeeId);
      const [id, tappedAt] = [newId(), new Date().toISOString()];
      const tap = { id, attendeeId, reference, ...wish, seen, tappedAt, by: state.you };
      const instead = this.decide(attendeeId);
      state.unsent.push(tap);
      this.told.changed([attendeeId]);
      await this.inTurn(async () => (tap.n = await this.keep.keepTap(this.path, tap, instead)));
      this.tellOthers();
      await this.send();
    }

    /** What waited for a decision about somebody does not any more; it is still to be dropped. */
    decide(attendeeId) {
      const { stuck } = this.state;
      const numbers = [stuck[attendeeId]?.n ?? []].flat();
      numbers.forEach((n) => this.decided.add(n));
      delete stuck[attendeeId];
      return numbers;
    }

    /** What was tapped here is left as others have it. */
    async leave(attendeeId) {
      const numbers = this.decide(attendeeId);
      this.told.changed([attendeeId]);
      await this.inTurn(() => this.keep.dropTaps(numbers));
      this.tellOthers();
    }

    /** Reads and writes of this page, one after the other. Where the device takes no more, the page keeps it. */
    inTurn(work) {
      const careful = async () => {
        try {
          return await work();
        } catch (error) {
          if (this.keep.closed || this.keep.forgetful) throw error;
          this.keep = new window.RosterMemory();
          this.decided.clear();
          const { unsent, stuck } = this.state;
          for (const tap of [...unsent, ...Object.values(stuck)])
            tap.n = await this.keep.keepTap(this.path, { ...tap, n: undefined });
          this.told.forgets(this.keep);
          return undefined;
        }
      };
      const result = this.turn.then(careful);
      this.turn = result.catch(() => {});
      return result;
    }

    tellOthers() {
      this.others?.postMessage('changed');
    }

    /** What is kept, also by other pages of this device. */
    readKept() {
      return this.inTurn(() => this.take());
    }

    async take() {
      const { state, path, decided } = this;
      const kept = (await this.keep.taps(path, state.you)).filter(({ n }) => !decided.has(n));
      const before = [...state.unsent, ...Object.values(state.stuck)].map(({ attendeeId }) => attendeeId);
      const stuck = kept.filter((tap) => tap.stuck);
      const fresh = state.unsent.filter(({ n }) => n === undefined);
      state.stuck = Object.fromEntries(stuck.map((tap) => [tap.attendeeId, tap]));
      state.unsent = [...kept.filter((tap) => !tap.stuck), ...fresh];
      // What another page took on top of an answer that does not hold.
      for (const tap of stuck) await this.hold(tap, tap.stuck);
      this.told.changed([...new Set([...before, ...kept.map(({ attendeeId }) => attendeeId)])]);
    }

    /** Sends what is unsent; pages of one device take turns. */
    send() {
      this.wanted = true;
      this.sending ??= this.sendAll();
      return this.sending;
    }

    async sendAll() {
      try {
        while (this.wanted) {
          this.wanted = false;
          await alone(`roster ${this.path}`, () => this.sendRounds());
        }
      } catch (error) {
        this.told.failed(error);
      } finally {
        this.sending = undefined;
      }
    }

    async sendRounds() {
      const { state } = this;
      const left = new Set();
      let [most, doubted] = [MOST_AT_ONCE, undefined];
      for (;;) {
        await this.readKept();
        const taps = firstOfEach(state.unsent.filter(({ attendeeId }) => !left.has(attendeeId))).slice(0, most);
        if (taps.length === 0) return;
        try {
          const results = await this.post(taps);
          state.away = false;
          await this.inTurn(() => this.settle(taps, results));
          this.tellOthers();
        } catch (error) {
          if (!error.status) throw error;
          // Is it who asks, the clinic, or the server as a whole? The list says. Else it is one of these taps, which is
          // sent alone: a clinic that was opened again meanwhile takes it.
          await this.told.askList();
          const [{ id, attendeeId }] = taps;
          if (doubted !== id) [most, doubted] = [1, id];
          else if (!window.isRefusal(error)) left.add(attendeeId);
          else await this.inTurn(() => this.hold(taps[0], 'refused'));
          this.told.changed([attendeeId]);
        }
      }
    }

    async post(taps) {
      const form = document.querySelector('input[name="form"]')?.value ?? '';
      const headers = { 'Content-Type': 'application/json', 'X-Form-Token': form };
      const body = JSON.stringify({ by: this.state.you, taps: taps.map(asSent) });
      const { results } = await window.askServer(`${this.path}/taps`, { method: 'POST', headers, body });
      const of = new Map(results.map((result) => [result.id, result]));
      return taps.map(({ id }) => of.get(id) ?? missing());
    }

    async settle(taps, results) {
      const { state, path } = this;
      await this.take();
      for (const [i, tap] of taps.entries()) {
        const { outcome, attendee } = results[i];
        if (attendee) state.hear(attendee);
        if (outcome === 'agreed') await this.goOnFrom(attendee.version, tap);
        if (outcome === 'conflict' || outcome === 'gone') await this.hold(tap, outcome);
        else state.unsent = state.unsent.filter(({ id }) => id !== tap.id);
      }
      await this.keep.save(path, state.you, state.list());
      const held = new Set(Object.values(state.stuck).map(({ n }) => n));
      await this.keep.dropTaps(taps.map(({ n }) => n).filter((n) => !held.has(n)));
      this.told.changed(taps.map(({ attendeeId }) => attendeeId));
    }

    async goOnFrom(version, { id, attendeeId }) {
      const later = this.state.unsent.filter((tap) => tap.attendeeId === attendeeId && tap.id !== id);
      for (const [i, tap] of later.entries()) {
        tap.seen = version + i;
        if (tap.n !== undefined) await this.keep.keepTap(this.path, tap);
      }
    }

    /** A tap that does not hold stays, until somebody decides; what was tapped on top of it says what was meant. */
    async hold(tap, why) {
      const { state } = this;
      const all = state.unsent.filter(({ attendeeId, n }) => attendeeId === tap.attendeeId && n !== undefined);
      const { id, status, station, tappedAt } = all.at(-1) ?? tap;
      const { n, attendeeId, reference, by, seen } = tap;
      const held = { ...{ n, id, attendeeId, reference, by, seen }, ...{ status, station, tappedAt, stuck: why } };
      if (tap.stuck === why && all.length === 0) return;
      state.stuck[attendeeId] = held;
      state.unsent = state.unsent.filter((one) => !all.includes(one) && one.id !== tap.id);
      const others = all.map((one) => one.n).filter((one) => one !== n);
      await this.keep.keepTap(this.path, held, others);
    }
  };

  const alone = (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work());

  const missing = () => {
    throw new Error('not answered');
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
