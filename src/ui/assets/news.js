// Asks whether something has changed on a page that names people. What it is comes with a new look alone, because each look
// at somebody is written down: by itself where nobody is busy on the page, else for whoever presses. Where nobody has been
// at it for longer, nothing is shown by itself and no session goes on. Nothing depends on it.
(() => {
  const EVERY_MS = 5_000;
  const IDLE_MS = 10_000;
  const GONE_MS = 15 * 60_000;
  const TOUCHED = 'touched';
  const main = document.querySelector('main[data-news]');
  if (!main) return;
  const note = document.getElementById('news');
  let [touchedAt, typed] = [Date.now(), false];
  // A page that came by itself remembers who was at the one before.
  const cameByItself = window.sessionStorage.getItem(TOUCHED);
  let personAt = Number(cameByItself ?? Date.now());
  window.sessionStorage.removeItem(TOUCHED);

  for (const type of ['pointerdown', 'keydown', 'scroll'])
    window.addEventListener(type, () => (touchedAt = personAt = Date.now()), { passive: true });
  main.addEventListener('input', () => (typed = true));

  const hasWords = () => typed || [...main.querySelectorAll('textarea')].some(({ value }) => value !== '');

  async function look() {
    const answer = await fetch(main.dataset.newsAt);
    if (answer.status >= 500 || answer.status === 429) return;
    // Whoever is no longer signed in is asked who they are; what nobody may see any more goes from the screen.
    const isOurs = answer.ok && !answer.redirected;
    if (isOurs && (await answer.json()).news === main.dataset.news) return void (note.hidden = true);
    note.hidden = false;
    const isGone = isOurs && Date.now() - personAt >= GONE_MS;
    if (isGone || hasWords() || Date.now() - touchedAt < IDLE_MS) return;
    window.sessionStorage.setItem(TOUCHED, String(personAt));
    window.location.replace(note.querySelector('a').href);
  }

  async function goOn() {
    await look().catch(() => {});
    setTimeout(goOn, EVERY_MS);
  }
  setTimeout(goOn, EVERY_MS);
})();
