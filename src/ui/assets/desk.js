// The time that is kept for a caller: counts it down, keeps it for longer, and lets it go when the page is left.
// Nothing depends on it: without it the page says until when, and the server knows.
const { hold } = document.getElementById('main').dataset;
const row = document.querySelector('[data-left]');
const clock = document.querySelector('[data-clock]');
const button = document.querySelector('[data-renew]');
const gone = document.querySelector('[data-gone]');
const WARN = 120;
/** Who types is still talking. */
const TYPING = 300;
const SETTLED_MS = 5_000;

let until = window.performance.now() + Number(row.dataset.left) * 1000;
let sending = false;
let asking = false;

// Leaving outlives the page; what is asked while one is there does not.
const call = (what) => fetch(`/staff/desk/holds/${hold}/${what}`, { method: 'POST', keepalive: what === 'leave' });
const left = () => Math.max(0, Math.round((until - window.performance.now()) / 1000));

function show() {
  const seconds = left();
  gone.hidden = seconds > 0;
  button.hidden = seconds === 0;
  row.classList.toggle('soon', seconds <= WARN);
  clock.textContent =
    seconds === 0
      ? 'Not kept any more'
      : `Kept for ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

async function renew() {
  if (asking) return;
  asking = true;
  try {
    const answer = await call('renew');
    until = window.performance.now() + (answer.ok ? (await answer.json()).left * 1000 : 0);
    show();
  } catch {
    // No connection: what is left is still kept.
  } finally {
    asking = false;
  }
}

button.addEventListener('click', (event) => {
  event.preventDefault();
  renew();
});
document.addEventListener('input', () => {
  if (left() > 0 && left() < TYPING) renew();
});
// Only its own form takes the time along; the search box leaves it.
document.addEventListener('submit', ({ target }) => (sending = target.getAttribute('action') === '/staff/desk/book'));
window.addEventListener('pagehide', () => {
  if (!sending) call('leave');
});
// Loaded again, or come back to: leaving it shortens its time, also just after a page that is loaded again was answered.
// Once more a little later: what the page before said as it was left may come in after it.
window.addEventListener('pageshow', () => {
  sending = false;
  renew();
  setTimeout(renew, SETTLED_MS);
});
setInterval(show, 1000);
show();
