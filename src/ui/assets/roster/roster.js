// The open roster: taps without leaving the page, what others do as they do it, and hours without a connection.
{
  const EVERY_MS = 3_000;
  const WAITS_EVERY_MS = 30_000;
  const IDLE_MS = 10_000;
  /** The server is heard every fifteen seconds. */
  const SILENT_MS = 40_000;
  const main = document.querySelector('main[data-roster]');
  const path = main.dataset.roster || window.location.pathname;
  // A page that the device kept names nobody: what it shows comes from the device itself.
  const isShell = main.dataset.roster === '';
  const find = document.getElementById('who');
  const state = new window.RosterState();
  const rows = new window.RosterRows(main, path, state);
  const says = new window.RosterSays(state);
  const hands = new window.RosterHands({ main, find, isShell, state, rows, says, failed, stop });
  let line, events, saving, reading;
  let [loaded, wanted, stopped] = [false, false, false];
  let [heardAt, touchedAt] = [Date.now(), Date.now()];

  rows.show = new window.URLSearchParams(window.location.search).get('show') ?? 'all';
  navigator.serviceWorker?.register('/staff/roster-worker.js', { scope: '/staff' }).catch(() => {});
  window.RosterKeep.open()
    .catch(() => new window.RosterMemory())
    .then(begin);

  async function begin(keep) {
    line = new window.RosterLine(path, keep, state, { changed, failed, askList: readList, forgets });
    state.you = window.staffYou();
    hands.line = line;
    if (keep.forgetful) forgets();
    if (isShell) drawLinks();
    else await line.inTurn(() => keep.forgetOthers(state.you));
    const list = await line.inTurn(() => line.keep.load(path, state.you));
    if (list && isShell) await show(list).catch(() => line.keep.forget(path));
    await refresh();
    if (!loaded && list) await show(list);
    listen();
    const now = () => void regularly().catch(failed);
    setInterval(now, EVERY_MS);
    setInterval(() => loaded && rows.drawAll({ anew: isIdle() }), WAITS_EVERY_MS);
    window.addEventListener('online', now);
    document.addEventListener('visibilitychange', now);
    for (const type of ['pointerdown', 'keydown', 'scroll'])
      window.addEventListener(type, () => (touchedAt = Date.now()), { passive: true });
  }

  const isIdle = () => Date.now() - touchedAt >= IDLE_MS;

  function forgets() {
    says.sayForgets();
    window.addEventListener('beforeunload', (event) => state.unsent.length > 0 && event.preventDefault());
  }

  async function show(list) {
    state.take(list);
    const first = !loaded;
    hands.free = loaded = true;
    await line.readKept();
    if (isShell) drawClinic();
    rows.drawAll({ anew: first });
    says.sayOthers(await line.inTurn(() => line.keep.tapsOfOthers(state.you)));
    main.dataset.live = '';
  }

  /** Whatever waits, then the list anew: it is the longer of the two, and a slow line may not bring it. */
  function refresh() {
    wanted = true;
    reading ??= readAll();
    return reading;
  }

  async function readAll() {
    try {
      if (loaded && state.unsent.length > 0) {
        await line.send();
        if (state.away) return;
      }
      while (wanted && !stopped) {
        wanted = false;
        await readList();
      }
      await line.send();
    } catch (error) {
      failed(error);
    } finally {
      reading = undefined;
    }
  }

  async function readList() {
    const list = await window.askServer(`${path}/people.json`);
    if (state.you && list.you !== state.you) {
      // Somebody else has signed in on this device.
      window.location.reload();
      throw new Error('not yours');
    }
    state.away = false;
    await show(list);
    await line.inTurn(() => line.keep.renew());
    await save();
  }

  const save = () => line.inTurn(() => line.keep.save(path, state.you, state.list()));

  function saveSoon() {
    saving ??= setTimeout(() => {
      saving = undefined;
      if (!stopped) save().catch(failed);
    }, 1_000);
  }

  function listen() {
    const isOpen = events && events.readyState !== window.EventSource.CLOSED;
    if (stopped || (isOpen && Date.now() - heardAt < SILENT_MS)) return;
    events?.close();
    heardAt = Date.now();
    events = new window.EventSource(`${path}/events`);
    const on = (type, act) =>
      events.addEventListener(type, (event) => {
        heardAt = Date.now();
        act?.(event);
      });
    on('beat');
    on('list', () => void refresh());
    on('changed', ({ data }) => {
      const news = JSON.parse(data);
      if (!state.hear(news)) return;
      changed([news.id]);
      saveSoon();
    });
    // A stream that is refused is not tried again by itself: why it is, the list says.
    events.addEventListener('error', ({ target }) => target.readyState === target.CLOSED && void refresh());
  }

  async function regularly() {
    if (stopped) return;
    // Erased by another page: whoever was signed in has signed out.
    if (line.keep.closed) return window.location.reload();
    if (await line.keep.isOver()) return leave();
    if (!loaded || state.away || state.unsent.length > 0) await refresh();
    else if (isShell && isIdle() && find.value === '') return window.location.reload();
    listen();
  }

  function changed(ids) {
    if (!loaded || stopped) return;
    ids.forEach((id) => rows.draw(id));
    drawAround();
  }

  function drawAround() {
    if (loaded) rows.drawFrame();
    says.drawUnsent(line.keep);
    says.drawFaults((id) => line.leave(id).catch(failed));
  }

  function failed(error) {
    if (stopped) return;
    if (line.keep.closed) return window.location.reload();
    if (window.isRefusal(error)) return void refused(error.status);
    state.away = true;
    if (loaded) rows.drawAll();
    drawAround();
  }

  function stop() {
    stopped = true;
    hands.free = false;
    events?.close();
  }

  /** Nobody stays named here; taps that wait name nobody and go on waiting for whoever made them. The server says why. */
  async function refused(status) {
    stop();
    const waits = state.unsent.length + Object.keys(state.stuck).length;
    await line.inTurn(() => line.keep.forget(status === 401 ? undefined : path));
    if (status === 401 || waits === 0) window.location.assign(path);
    else says.sayClosed(path);
  }

  async function leave() {
    stop();
    await line.keep.erase();
    window.location.reload();
  }

  function drawClinic() {
    const { title, day } = state.clinic;
    const words = { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' };
    document.title = `${title} - Citizenship Clinics team`;
    main.querySelector('h1').textContent = title;
    main.querySelector('[data-day]').textContent = `${new Intl.DateTimeFormat('en-US', words).format(new Date(day))}. `;
    document.getElementById('nothing').hidden = true;
  }

  function drawLinks() {
    main.querySelectorAll('a[href*="//roster"]').forEach((link) => {
      link.href = link.getAttribute('href').replace(/^.*\/\/roster/, path);
    });
  }
}
