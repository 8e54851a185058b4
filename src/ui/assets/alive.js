// Parts of a page that go on by themselves.
const EVERY_MS = 1500;
document.querySelectorAll('[data-alive]').forEach((part) => setTimeout(renew, EVERY_MS, part));

// The element with `data-alive` is taken anew from the server until it no longer says so.
async function renew(part) {
  try {
    const answer = await fetch(window.location.href);
    if (answer.status >= 500) throw new Error('away');
    const page = new window.DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById(part.id);
    if (!fresh) return window.location.reload();
    if (said(fresh) !== said(part)) replace(part, fresh);
    if (fresh.dataset.alive === undefined) return delete part.dataset.alive;
  } catch {
    // The line is away for a moment: the next time tells more.
  }
  setTimeout(renew, EVERY_MS, part);
}

// What a part says, whatever tokens its forms have: a part that says the same stays, and a press on it counts.
const said = (part) => part.innerHTML.replace(/name="(form|tap)" value="[^"]*"/g, '');

function replace(part, fresh) {
  const { id } = document.activeElement;
  part.replaceChildren(...fresh.childNodes);
  if (id) document.getElementById(id)?.focus();
}
