// Without a connection the roster is still a page: an empty one, which its script fills with what the device keeps.
/* global SHELL, FILES, CACHE -- said before this by who serves it */
const ROSTER = /^\/staff\/clinics\/[\w-]+\/roster$/;
const PATIENCE_MS = 6_000;
const { caches, clients, indexedDB } = globalThis;

globalThis.addEventListener('install', (event) => {
  globalThis.skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...FILES])));
});

globalThis.addEventListener('activate', (event) => {
  const old = (names) => names.filter((name) => name !== CACHE);
  const tidied = caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name))));
  event.waitUntil(tidied.then(() => clients.claim()));
});

globalThis.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.mode === 'navigate') event.waitUntil(eraseOld());
  if (request.mode === 'navigate' && request.method === 'GET' && ROSTER.test(pathname))
    event.respondWith(fromServer(request).catch(async () => (await caches.match(SHELL)) ?? fetch(request)));
  else if (FILES.includes(pathname)) event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(request)));
});

/** A line that says nothing for long is as good as none, and so is a gateway that stands before nothing. */
async function fromServer(request) {
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), PATIENCE_MS);
  });
  const answer = await Promise.race([fetch(request), late]).finally(() => clearTimeout(timer));
  if (answer.status >= 502) throw new Error(`answered ${answer.status}`);
  return answer;
}

/** What the roster keeps goes when its time is over, whichever page of the team is opened then. */
async function eraseOld() {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open('roster');
    request.onupgradeneeded = () => request.transaction.abort(); // there is none, and none is to be made
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(undefined);
  });
  if (!database) return;
  database.onversionchange = () => database.close();
  const kept = await new Promise((resolve) => {
    const request = database.transaction('key').objectStore('key').get('key');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(undefined);
  });
  database.close();
  if (kept && kept.until <= Date.now()) indexedDB.deleteDatabase('roster');
}
