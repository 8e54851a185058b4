// New texts, phones and reports appear by themselves. Without this script "Look again" does it.
const EVERY_MS = 1000;
document.querySelector('[data-by-hand]').hidden = true;
setTimeout(look, EVERY_MS);

async function look() {
  try {
    const answer = await fetch(window.location.href);
    const page = new window.DOMParser().parseFromString(await answer.text(), 'text/html');
    document.querySelectorAll('[data-fresh]').forEach((list) => renew(list, page.getElementById(list.id)));
    document.querySelectorAll('[data-words]').forEach((old) => {
      const { textContent } = page.getElementById(old.id) ?? old;
      if (old.textContent !== textContent) old.textContent = textContent;
    });
  } catch {
    // The stand-in is away for a moment: the next time tells more.
  }
  setTimeout(look, EVERY_MS);
}

// What is new is put in its place, what changed is changed, and the rest is left alone: one may be reading it.
function renew(list, fresh) {
  if (!fresh) return;
  [...fresh.children].forEach((item, place) => {
    const old = document.getElementById(item.id);
    if (!old) list.insertBefore(item.cloneNode(true), list.children[place] ?? null);
    else if (old.innerHTML !== item.innerHTML) old.replaceChildren(...item.cloneNode(true).childNodes);
  });
}
