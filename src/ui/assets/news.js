// Asks whether something has changed on a page that names people. What it is comes with a new look alone, because each look
// at somebody is written down: by itself where nobody is at the page, else for whoever presses. Nothing depends on it.
(() => {
  const EVERY_MS = 5_000;
  const IDLE_MS = 10_000;
  const main = document.querySelector('main[data-news]');
  if (!main) return;
  const note = document.getElementById('news');
  let [touchedAt, typed] = [Date.now(), false];

  for (const type of ['pointerdown', 'keydown', 'scroll'])
    window.addEventListener(type, () => (touchedAt = Date.now()), { passive: true });
  main.addEventListener('input', () => (typed = true));

  const hasWords = () => typed || [...main.querySelectorAll('textarea')].some(({ value }) => value !== '');

  async function look() {
    const answer = await fetch(main.dataset.newsAt);
    if (answer.status >= 500 || answer.status === 429) return;
    // Whoever is no longer signed in is asked who they are; what nobody may see any more goes from the screen.
    const same = answer.ok && !answer.redirected && (await answer.json()).news === main.dataset.news;
    note.hidden = same;
    const isFree = !hasWords() && Date.now() - touchedAt >= IDLE_MS;
    if (!same && isFree) window.location.replace(note.querySelector('a').href);
  }

  async function goOn() {
    await look().catch(() => {});
    setTimeout(goOn, EVERY_MS);
  }
  setTimeout(goOn, EVERY_MS);
})();
