// Keys for the team and help with them. Nothing depends on it.
const field = document.getElementById('find');
const panel = document.getElementById('keys');
const opener = document.querySelector('[data-keys]');
const listens = document.getElementById('keys-on');

// Whoever works at this device, for the roster without a connection.
window.localStorage.setItem('staff-you', document.documentElement.dataset.you);

// Signing out erases what the roster keeps here: that is said before it is done.
const out = document.querySelector('[action="/staff/sign-out"]');
out?.addEventListener('submit', (event) => {
  const waits = Number(window.localStorage.getItem('roster-waits'));
  if (!(waits > 0) || out.dataset.said || document.querySelector('[data-live]')) return;
  event.preventDefault();
  out.dataset.said = 'yes';
  out.querySelector('button').textContent = `Sign out and lose ${waits} unsent`;
});

function show(open) {
  panel.hidden = !open;
  opener.setAttribute('aria-expanded', String(open));
  (open ? panel : opener).focus();
}

// A single key can be in the way of who speaks to their device, or types with few movements: it can be switched off.
const OFF = 'staff-keys-off';
listens.checked = window.localStorage.getItem(OFF) === null;
listens.addEventListener('change', () => {
  if (listens.checked) window.localStorage.removeItem(OFF);
  else window.localStorage.setItem(OFF, '1');
});

opener.addEventListener('click', (event) => {
  event.preventDefault();
  show(panel.hidden);
});
panel.querySelector('[data-close]').addEventListener('click', () => show(false));

// What is typed into is not listened to; a box to tick, or one of several to choose, is nothing to type into.
const typesInto = (target) => target.closest('input:not([type="checkbox"], [type="radio"]), select, textarea');

/** Does what the page itself has a key for: a box is ticked, one of several chosen, a button pressed, a link followed. */
function press(key) {
  const own = [...document.querySelectorAll('[data-key]')].find((one) => one.dataset.key === key.toLowerCase());
  if (!own) return false;
  own.focus();
  own.click();
  return true;
}

/** Through a list of links, and back to its other end. */
function step(by) {
  const links = [...document.querySelectorAll('[data-arrows] a')];
  const next = links[(links.indexOf(document.activeElement) + by + links.length) % links.length];
  next?.focus();
  return next !== undefined;
}

/** Enter presses what the page is for, unless something is there that it presses by itself. */
function takes({ key, target }) {
  if (key === 'Enter') return !target.closest('a, button, summary, input') && press(key);
  if (target.type !== 'radio' && (key === 'ArrowDown' || key === 'ArrowUp')) return step(key === 'ArrowDown' ? 1 : -1);
  return key.length === 1 && press(key);
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === 'Escape' && document.activeElement === field) return field.blur();
  if (event.key === 'Escape' && !panel.hidden) return show(false);
  if (!listens.checked || typesInto(event.target)) return;
  // A key that is held down is one press, also on the page that it opened.
  if (event.repeat && /^(?:[^ ]|Enter)$/.test(event.key)) return event.preventDefault();
  const place = document.querySelectorAll('.top .tabs a')[Number(event.key) - 1];
  if (event.key === '/') {
    field.focus();
    field.select();
  } else if (event.key === '?') show(panel.hidden);
  else if (!takes(event)) {
    if (!place) return;
    place.click();
  }
  event.preventDefault();
});

// A file that is chosen is put into the text field that takes its content: it is not sent as a file.
document.querySelectorAll('[data-fills]').forEach((chooser) => {
  chooser.hidden = false;
  chooser.querySelector('input').addEventListener('change', async ({ target }) => {
    const [file] = target.files;
    if (file) document.getElementById(chooser.dataset.fills).value = await file.text();
  });
});
