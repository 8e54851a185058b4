// What the roster says beside its rows: what is not sent, what came of nothing, what can be undone.
{
  const TOAST_MS = 10_000;
  const part = (id) => document.getElementById(id);
  const many = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;

  function say(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function button(text, className, act) {
    const made = document.createElement('button');
    Object.assign(made, { type: 'button', className, textContent: text });
    made.addEventListener('click', act);
    return made;
  }

  window.RosterSays = class RosterSays {
    constructor(state) {
      this.state = state;
      this.toast = part('toast');
    }

    /** How much waits, and why. */
    drawUnsent({ forgetful = false } = {}) {
      const { away, isSlow, unsent } = this.state;
      const waits = isSlow ? unsent.length : 0;
      const [line, count, why] = ['#unsent .hold', '#unsent b', '#unsent b + span'].map((which) =>
        document.querySelector(which),
      );
      line.hidden = !away && waits === 0;
      const keeping = forgetful ? 'Keep this page open. We send' : 'Keep working. We send';
      const all = waits > 0 ? 'them' : 'what you tap';
      say(count, waits > 0 ? `${waits} not yet sent.` : away ? 'No connection.' : '');
      say(why, away ? `${waits > 0 ? 'No connection. ' : ''}${keeping} ${all} when it is back.` : 'Sending.');
    }

    /** This browser keeps nothing. */
    sayForgets() {
      part('forgets').hidden = false;
    }

    sayOthers(count) {
      part('others').hidden = count === 0;
      const wait = `${many(count, 'tap')} of somebody else ${count === 1 ? 'waits' : 'wait'} on this device`;
      say(part('others'), count === 0 ? '' : `${wait} until that person signs in here again.`);
    }

    /** Taps that came of nothing and have no row to say so. */
    drawFaults(leave) {
      const { state } = this;
      const lost = Object.values(state.stuck).filter(({ attendeeId }) => !state.people.has(attendeeId));
      const text = JSON.stringify(lost);
      if (this.faults === text) return;
      this.faults = text;
      const items = lost.map(({ attendeeId, reference, ...tap }) => {
        const item = document.createElement('li');
        const who = `${reference.slice(0, 3)} ${reference.slice(3)}`;
        item.append(`${who} is no longer on this roster. You tapped: ${window.rosterWord(tap)}. `);
        item.append(button('All right', 'btn plain', () => leave(attendeeId)));
        return item;
      });
      part('faults').hidden = items.length === 0;
      part('faults').replaceChildren(...items);
    }

    /** Something that was done, or asked. @param ways words and what they do */
    say(text, ways = [], { stays = false, who = '' } = {}) {
      const [said, name] = [document.createElement('span'), document.createElement('bdi')];
      name.textContent = who;
      said.append(name, who && ' ', text);
      const act = (way) => () => {
        this.hide();
        way();
      };
      const buttons = ways.map(([words, way]) => button(words, 'link', act(way)));
      this.toast.replaceChildren(said, ...buttons);
      this.toast.hidden = false;
      clearTimeout(this.timer);
      if (!stays) this.timer = setTimeout(() => this.hide(), TOAST_MS);
    }

    hide() {
      if (this.toast.contains(document.activeElement)) part('main').focus({ preventScroll: true });
      this.toast.hidden = true;
    }

    /** Nothing of this roster is for this person any more, but taps of theirs wait: nobody is named. */
    sayClosed(path) {
      const waits = this.state.unsent.length + Object.keys(this.state.stuck).length;
      const said = document.createElement('p');
      const again = document.createElement('a');
      Object.assign(again, { href: path, className: 'btn plain', textContent: 'Open it again' });
      said.className = 'note';
      said.setAttribute('role', 'alert');
      const kept = 'They stay on this device for up to 16 hours, and go out if it opens again.';
      said.append(`This roster is not open to you any more. ${many(waits, 'tap')} not sent. ${kept} `, again);
      part('main').replaceChildren(said);
      this.toast.hidden = true;
    }
  };
}
