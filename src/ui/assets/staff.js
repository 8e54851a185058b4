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

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === 'Escape' && document.activeElement === field) return field.blur();
  if (event.key === 'Escape' && !panel.hidden) return show(false);
  if (!listens.checked || event.target.closest('input, select, textarea')) return;
  const own = document.querySelector(`main [data-key="${window.CSS.escape(event.key.toLowerCase())}"]`);
  const place = document.querySelectorAll('.top .tabs a')[Number(event.key) - 1];
  if (event.key === '/') {
    field.focus();
    field.select();
  } else if (event.key === '?') show(panel.hidden);
  else if (own) own.click();
  else if (place) place.click();
  else return;
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
