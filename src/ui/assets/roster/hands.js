// What one does on the roster: taps, undoes, decides, looks for somebody, leaves.
{
  const SAID = { expected: 'is still to come.', arrived: 'arrived.', done: 'is done.', no_show: 'did not come.' };

  window.RosterHands = class RosterHands {
    /** Everybody is there, and taps can be taken. Until then each is a form. */
    free = false;

    /** @param parts main, find, isShell, state, rows, says, failed, stop */
    constructor(parts) {
      Object.assign(this, parts);
      const { main, find, rows } = parts;
      main.addEventListener('submit', (event) => this.submit(event));
      main.addEventListener('click', (event) => this.click(event));
      find.addEventListener('input', () => {
        rows.sought = find.value;
        if (this.free) rows.drawAll({ anew: true });
      });
      document.addEventListener('submit', (event) => {
        if (!this.line || !event.target.matches('[action="/staff/sign-out"]')) return;
        event.preventDefault();
        this.signOut(event.target).catch(() => event.target.submit());
      });
    }

    submit(event) {
      const row = event.target.closest('tr[data-status]');
      if (!this.free) return;
      if (row || event.target.contains(this.find)) event.preventDefault();
      if (!row) return;
      const { name, value } = event.submitter;
      this.tap(row.id.slice(2), { [name]: value }).catch(this.failed);
    }

    click(event) {
      if (!this.free) return;
      const [choice, link] = [event.target.closest('[data-clash]'), event.target.closest('a[href]')];
      if (choice) this.choose(choice.closest('tr').id.slice(2), choice.dataset.clash).catch(this.failed);
      if (!link || (!link.dataset.show && !this.state.away)) return;
      event.preventDefault();
      if (link.dataset.show) this.look(link);
      else this.says.say('No connection. That page opens when it is back.');
    }

    async tap(id, wish) {
      const { state, line, says } = this;
      const before = state.now(id);
      if (!before || (window.isSo(wish, before) && !state.stuck[id])) return;
      const undo = before.station ? { station: before.station } : { status: before.status };
      const sending = line.tap(id, wish);
      const takeBack = () => this.takeBack(id, wish, undo).catch(this.failed);
      says.say(wish.station ? `is at ${wish.station}.` : SAID[wish.status], [['Undo', takeBack]], { who: before.name });
      await sending;
    }

    /** Undoes a tap, unless somebody else has said something since. */
    async takeBack(id, wish, undo) {
      const { state, line, says } = this;
      const now = state.now(id);
      if (state.stuckOf(id)) await line.leave(id);
      else if (now?.changedBy === state.you && window.isSo(wish, now)) await this.tap(id, undo);
      else if (now) says.say(`was changed by ${state.nameOf(now.changedBy)} since.`, [], { who: now.name });
    }

    async choose(id, which) {
      const { status, station } = this.state.stuck[id];
      const wish = station ? { station } : { status };
      const done = which === 'mine' ? this.tap(id, wish) : this.line.leave(id);
      document.querySelector(`#a-${id} [data-tap]`)?.focus();
      await done;
    }

    look({ dataset, href, id }) {
      const { rows, find, isShell } = this;
      rows.show = dataset.show;
      if (id === 'everybody') rows.sought = find.value = '';
      if (!isShell) window.history.replaceState(null, '', href);
      rows.drawAll({ anew: true });
    }

    /** What the device keeps goes with whoever signs out, also where the server cannot be asked. */
    async signOut(form, { sure = false } = {}) {
      const { state, line, says } = this;
      if (state.unsent.length > 0 && !state.away) await line.send();
      const ours = state.unsent.length + Object.keys(state.stuck).length;
      const waits = ours + (await line.inTurn(() => line.keep.tapsOfOthers(state.you)));
      if (waits > 0 && !sure) {
        const ways = [
          ['Sign out and lose them', () => void this.signOut(form, { sure: true })],
          ['Stay', () => {}],
        ];
        return says.say(`Taps not sent: ${waits}. Signing out erases them.`, ways, { stays: true });
      }
      const { away } = state;
      this.stop();
      await line.keep.erase();
      if (away) window.location.reload();
      else form.submit();
    }
  };
}
