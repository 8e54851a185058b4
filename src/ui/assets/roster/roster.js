// The open roster: taps without leaving the page, what others do as they do it, and hours without a connection.
{
  const EVERY_MS = 3_000;
  const WAITS_EVERY_MS = 30_000;
  const TOAST_MS = 10_000;
  const main = document.querySelector('main[data-roster]');
  const path = main.dataset.roster || window.location.pathname;
  // A page that the device kept names nobody: what it shows comes from the device itself.
  const isShell = main.dataset.roster === '';
  const state = new window.RosterState();
  const rows = new window.RosterRows(main, path, state);
  const [toast, unsentLine] = ['toast', 'unsent'].map((id) => document.getElementById(id));
  const find = document.getElementById('who');
  let keep, line, events, toastTimer;
  let loaded = false;

  rows.show = new window.URLSearchParams(window.location.search).get('show') ?? 'all';
  navigator.serviceWorker?.register('/staff/roster-worker.js').catch(() => {});
  // Without a place to keep things nothing of this begins, and each tap stays a form.
  window.RosterKeep.open().then(begin, () => {});

  async function begin(kept) {
    keep = kept;
    line = new window.RosterLine(path, keep, state, { changed, failed });
    const list = await keep.load(path);
    state.clashes = (await keep.load(`${path} clashes`)) ?? {};
    if (list && isShell) await show(list);
    await refresh();
    if (!loaded && list) await show(list);
    listen();
    setInterval(() => void regularly(), EVERY_MS);
    setInterval(() => loaded && rows.drawAll(), WAITS_EVERY_MS);
    window.addEventListener('online', () => void regularly());
  }

  async function show(list) {
    state.take(list);
    await line.readKept();
    loaded = true;
    if (isShell) drawClinic();
    rows.drawAll();
    drawUnsent();
    main.dataset.live = '';
  }

  /** The list anew, then whatever waits. */
  async function refresh() {
    try {
      const list = await window.askServer(`${path}/people.json`);
      state.away = false;
      await show(list);
      await keep.renew();
      await keep.save(path, state.list());
      await line.send();
    } catch (error) {
      failed(error);
    }
  }

  function listen() {
    if (events && events.readyState !== window.EventSource.CLOSED) return;
    events = new window.EventSource(`${path}/events`);
    events.addEventListener('list', () => void refresh());
    events.addEventListener('changed', ({ data }) => {
      const news = JSON.parse(data);
      if (state.hear(news)) changed([news.id]);
    });
  }

  async function regularly() {
    if (keep.until <= Date.now()) return leave();
    if (state.unsent.length > 0 || state.away) await refresh();
    listen();
  }

  function changed(ids) {
    ids.forEach((id) => rows.draw(id));
    rows.drawFrame();
    drawUnsent();
  }

  function failed(error) {
    if (error instanceof window.Refused) return void refused();
    // Another page of ours has erased what was kept.
    if (error.name === 'InvalidStateError') return window.location.reload();
    state.away = true;
    if (loaded) rows.drawAll();
    drawUnsent();
  }

  /** Nobody stays named here; taps that wait name nobody and go on waiting for whoever made them. The server says why. */
  async function refused() {
    events?.close();
    const waits = (await keep.taps(path)).length > 0;
    if (!waits) await keep.erase();
    else await Promise.all([keep.forget(path), keep.forget(`${path} clashes`)]);
    window.location.assign(path);
  }

  async function leave() {
    events?.close();
    await keep.erase();
    window.location.reload();
  }

  function drawUnsent() {
    const count = state.unsent.length;
    unsentLine.hidden = count === 0 || !state.away;
    const text = unsentLine.hidden
      ? ''
      : `${count} not yet sent. No connection. Keep working. We send them when it is back.`;
    if (unsentLine.textContent !== text) unsentLine.textContent = text;
  }

  function drawClinic() {
    const { title, day } = state.clinic;
    const words = { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' };
    document.title = `${title} - Citizenship Clinics team`;
    main.querySelector('h1').textContent = title;
    main.querySelector('[data-day]').textContent = `${new Intl.DateTimeFormat('en-US', words).format(new Date(day))}. `;
  }

  async function tap(id, wish) {
    const before = state.now(id);
    if (!before || (wish.station ? wish.station === before.station : wish.status === before.status)) return;
    const undo = before.station ? { station: before.station } : { status: before.status };
    const sending = line.tap(id, wish);
    sayUndo(`${before.name}: ${window.rosterWord(wish)}`, () => tap(id, undo));
    if (document.getElementById(`a-${id}`)?.hidden) toast.querySelector('button').focus();
    await sending;
  }

  function sayUndo(text, undo) {
    const [said, button] = ['span', 'button'].map((tag) => document.createElement(tag));
    Object.assign(said, { textContent: text, dir: 'auto' });
    Object.assign(button, { type: 'button', className: 'link', textContent: 'Undo' });
    const hide = () => (toast.hidden = true);
    button.addEventListener('click', () => {
      hide();
      undo().catch(failed);
    });
    toast.replaceChildren(said, ' ', button);
    toast.hidden = false;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(hide, TOAST_MS);
  }

  main.addEventListener('submit', (event) => {
    const row = event.target.closest('tr[data-status]');
    if (event.target.contains(find)) event.preventDefault();
    if (!row || !loaded) return;
    event.preventDefault();
    const { name, value } = event.submitter;
    tap(row.id.slice(2), { [name]: value }).catch(failed);
  });

  main.addEventListener('click', (event) => {
    const choice = event.target.closest('[data-clash]');
    const tab = event.target.closest('[data-show]');
    if (choice) choose(choice.closest('tr').id.slice(2), choice.dataset.clash);
    if (!tab || !loaded) return;
    event.preventDefault();
    rows.show = tab.dataset.show;
    main.querySelectorAll('[data-show]').forEach((one) => one.removeAttribute('aria-current'));
    tab.setAttribute('aria-current', 'true');
    if (!isShell) window.history.replaceState(null, '', tab.href);
    rows.drawAll();
  });

  function choose(id, which) {
    const mine = state.clashes[id];
    delete state.clashes[id];
    changed([id]);
    document.querySelector(`#a-${id} [data-tap]`).focus();
    (which === 'mine' ? tap(id, mine) : line.saveClashes()).catch(failed);
  }

  find.addEventListener('input', () => {
    rows.sought = find.value;
    if (loaded) rows.drawAll();
  });
}
