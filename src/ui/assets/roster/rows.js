// The rows of the roster, kept as the state says. The server made most of them; the others are made from its template.
{
  const WORDS = { expected: 'To come', arrived: 'Arrived', done: 'Done', no_show: 'No-show' };
  const LIST_OF = { expected: 'expected', arrived: 'here', done: 'done', no_show: 'no_show' };
  const NEXT = { expected: 'arrived', arrived: 'done' };
  const LATE_MINUTES = 15;

  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const minutesSince = (at) => Math.max(0, Math.floor((Date.now() - Date.parse(at)) / 60_000));
  const waitWords = (minutes) =>
    minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;

  function say(element, text) {
    if (element && element.textContent !== text) element.textContent = text;
  }

  window.rosterWord = ({ status, station }) => station ?? WORDS[status];

  window.RosterRows = class RosterRows {
    show = 'all';
    sought = '';

    constructor(main, path, state) {
      Object.assign(this, { main, path, state });
      this.table = main.querySelector('table.roster');
      this.template = document.getElementById('person');
      this.languages = JSON.parse(this.template.dataset.languages);
    }

    /**
     * Everybody, each under their time. Who stood there when somebody chose whom to see stays, whatever they became: a
     * list that closes up under a finger puts another person there. `anew`: it was just chosen, or nobody is at it.
     */
    drawAll({ anew = false } = {}) {
      this.anew = anew;
      const { table, state } = this;
      const people = state.all();
      const times = [...new Set(people.map(({ startsAt }) => startsAt))];
      const ids = new Set(people.map(({ id }) => `a-${id}`));
      table.querySelectorAll('tr[data-status]').forEach((row) => ids.has(row.id) || row.remove());
      let place = table.tHead.nextElementSibling;
      for (const time of times) {
        const group = table.querySelector(`tbody[data-time="${time}"]`) ?? this.newGroup(time);
        if (group === place) place = place.nextElementSibling;
        else table.insertBefore(group, place);
        this.fillGroup(
          group,
          people.filter(({ startsAt }) => startsAt === time),
        );
      }
      this.anew = false;
      table.querySelectorAll('tbody').forEach((group) => times.includes(group.dataset.time) || group.remove());
      this.drawFrame();
    }

    newGroup(time) {
      const group = document.createElement('tbody');
      group.dataset.time = time;
      const head = group.insertRow();
      head.className = 'at';
      const cell = document.createElement('th');
      Object.assign(cell, { colSpan: 4, scope: 'rowgroup', textContent: this.time(time) });
      head.append(cell);
      return group;
    }

    // What stands where it should is not touched: it may have the focus.
    fillGroup(group, people) {
      let place = group.firstElementChild.nextElementSibling;
      for (const { id } of people) {
        const row = this.rowOf(id);
        if (row === place) place = place.nextElementSibling;
        else group.insertBefore(row, place);
        this.drawRow(row, id);
      }
    }

    rowOf(id) {
      const known = document.getElementById(`a-${id}`);
      if (known?.querySelector('.taps')) return known;
      known?.remove();
      const row = this.template.content.querySelector('tr').cloneNode(true);
      row.id = `a-${id}`;
      row.hidden = true;
      row.querySelectorAll('form').forEach((form) => (form.action = `${this.path}/tap`));
      row.querySelector('a.hit').href = `${this.path}/people/${id}`;
      return row;
    }

    /** Somebody about whom something is another. */
    draw(id) {
      const row = document.getElementById(`a-${id}`);
      if (row) this.drawRow(row, id);
    }

    drawRow(row, id) {
      const person = this.state.now(id);
      if (!person) return row.remove();
      const { status, version, name, reference, language, station } = person;
      const field = (name) => row.querySelectorAll(`[data-field="${name}"]`);
      Object.assign(row.dataset, { status, version, language, station: station ?? '' });
      row.classList.toggle('gone', status === 'done' || status === 'no_show');
      field('name').forEach((part) => say(part, part.classList.contains('vh') ? ` ${name}` : name || 'Erased'));
      say(field('reference')[0], `${reference.slice(0, 3)} ${reference.slice(3)}`);
      say(field('language')[0], this.languages[language] ?? language);
      field('walkIn')[0].hidden = !person.walkIn;
      field('coming')[0].hidden = !person.coming || person.status !== 'expected';
      field('interpreter')[0].hidden = !person.needsInterpreter;
      field('notes')[0].hidden = !person.notes;
      this.drawPlace(row, person);
      this.drawTaps(row, person);
      this.drawClash(row, person);
      const { changedBy, changedAt } = person;
      say(field('by')[0], changedBy ? `${this.state.nameOf(changedBy)}, ${this.time(changedAt)}` : '');
      const stays = !row.hidden && (!this.anew || row.contains(document.activeElement));
      row.hidden = !this.fits(person) && !stays;
    }

    drawPlace(row, { station, stationAt }) {
      say(row.querySelector('[data-field="station"]'), station ?? '');
      const since = row.querySelector('[data-field="since"]');
      const minutes = stationAt ? minutesSince(stationAt) : 0;
      say(since, stationAt ? waitWords(minutes) : '');
      since.classList.toggle('late', minutes >= LATE_MINUTES);
      const { stations } = this.state;
      const next = station === null ? undefined : stations[stations.indexOf(station) + 1];
      const form = row.querySelector('[data-next]');
      form.hidden = !next;
      const button = form.querySelector('button');
      button.value = next ?? '';
      say(button.querySelector('span:not(.vh)'), next ?? '');
    }

    drawTaps(row, { status, arrivedAt, changedAt, unsent }) {
      row.querySelectorAll('[data-tap]').forEach((button) => {
        const { tap } = button.dataset;
        if (tap === 'expected') return (button.hidden = status === 'expected');
        const on = tap === status || (tap === 'arrived' && status === 'done');
        const waits = Boolean(unsent && this.state.isSlow && tap === status);
        button.setAttribute('aria-pressed', String(on));
        button.classList.toggle('next', NEXT[status] === tap);
        button.classList.toggle('unsent', waits);
        const at = tap === 'arrived' ? arrivedAt : changedAt;
        say(button.querySelector('small'), waits ? 'not sent' : on && at ? this.time(at) : '');
      });
    }

    /** A tap that does not hold: both answers are said, and either can be chosen. */
    drawClash(row, person) {
      const { state } = this;
      const mine = state.stuckOf(person.id);
      const shown = row.querySelector('.clash');
      row.querySelector('.taps').hidden = Boolean(mine);
      if (!mine) return this.endClash(row, shown);
      row.querySelector('[data-next]').hidden = true;
      const theirs = (mine.station && person.station) || WORDS[person.status];
      const mineWord = window.rosterWord(mine);
      const at = (time) => (time ? `, ${this.time(time)}` : '');
      const text = ` You: ${mineWord}${at(mine.tappedAt)}. ${state.nameOf(person.changedBy)}: ${theirs}${at(person.changedAt)}.`;
      if (shown?.dataset.text === text) return;
      const hadFocus = shown?.contains(document.activeElement);
      shown?.remove();
      const clash = document.createElement('div');
      Object.assign(clash, { className: 'clash', role: 'alert' });
      clash.dataset.text = text;
      const [title, said, ways] = ['b', 'span', 'span'].map((tag) => document.createElement(tag));
      title.textContent = mine.stuck === 'refused' ? 'Not taken.' : 'Two answers.';
      said.textContent = text;
      ways.className = 'row';
      // A station that is no more cannot be chosen any more.
      if (!mine.station || state.stations.includes(mine.station))
        ways.append(choice('mine', mineWord, person.name), ' ');
      ways.append(choice('theirs', `Leave it: ${theirs}`, person.name));
      clash.append(title, said, ways);
      row.querySelector('.taps').before(clash);
      if (hadFocus) ways.querySelector('button').focus();
    }

    endClash(row, shown) {
      const hadFocus = shown?.contains(document.activeElement);
      shown?.remove();
      if (hadFocus) row.querySelector('[data-tap]').focus();
    }

    /** What depends on all: how many there are of each kind, at each station, and whether anybody is left to show. */
    drawFrame() {
      const { main, state } = this;
      const people = state.all();
      const count = (list) => people.filter(({ status }) => list === 'all' || LIST_OF[status] === list).length;
      main.querySelectorAll('[data-count]').forEach((part) => say(part, String(count(part.dataset.count))));
      say(main.querySelector('[data-total]'), `${people.length} on the roster`);
      main.querySelectorAll('[data-load]').forEach((part) => {
        const here = people.filter(({ station }) => station === part.dataset.load);
        const waits = here.filter(({ calledAt }) => !calledAt).map(({ stationAt }) => minutesSince(stationAt));
        part.className = here.length > 0 ? 'past' : '';
        say(part.querySelector('b'), String(here.length));
        say(part.querySelector('.sub'), waits.length > 0 ? waitWords(Math.max(...waits)) : '');
      });
      main.querySelectorAll('.tabs [data-show]').forEach((tab) => {
        if (tab.dataset.show === this.show) tab.setAttribute('aria-current', 'true');
        else tab.removeAttribute('aria-current');
      });
      this.table.querySelectorAll('tbody').forEach((group) => {
        group.hidden = !group.querySelector('tr[data-status]:not([hidden])');
      });
      document.getElementById('nobody').hidden = Boolean(this.table.querySelector('tbody:not([hidden])'));
    }

    fits({ status, name, reference }) {
      if (this.show !== 'all' && LIST_OF[status] !== this.show) return false;
      const letters = this.sought.replace(/[\s-]/g, '').toUpperCase();
      return plain(name).includes(plain(this.sought)) || (letters !== '' && reference.includes(letters));
    }

    time(at) {
      const { timeZone } = this.state.clinic;
      const written = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZone });
      return written.format(new Date(at)).toLowerCase();
    }
  };

  function choice(which, word, name) {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'btn plain', textContent: word });
    button.dataset.clash = which;
    const whom = document.createElement('span');
    Object.assign(whom, { className: 'vh', dir: 'auto', textContent: ` ${name}` });
    button.append(whom);
    return button;
  }
}
