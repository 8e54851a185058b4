// What a device keeps of a roster while it is open, and no longer than it must: encrypted with a key that never leaves it.
{
  const NAME = 'roster';
  const KEPT_MS = 16 * 60 * 60 * 1000;
  const { crypto, indexedDB } = window;

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const openDatabase = () => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('key');
      request.result.createObjectStore('lists');
      request.result.createObjectStore('taps', { autoIncrement: true });
    };
    return done(request);
  };

  window.RosterKeep = class RosterKeep {
    constructor(database, { key, until }) {
      this.database = database;
      this.key = key;
      this.until = until;
      // Whoever erases it is not to wait for this page.
      database.onversionchange = () => database.close();
    }

    /** Opens what is kept; what has been kept for too long is gone first. */
    static open() {
      return navigator.locks.request('roster-keep', async () => {
        let database = await openDatabase();
        const store = () => database.transaction('key', 'readwrite').objectStore('key');
        const kept = await done(store().get('key'));
        if (kept && kept.until > Date.now()) return new RosterKeep(database, kept);
        if (kept) {
          await new RosterKeep(database, kept).erase();
          database = await openDatabase();
        }
        const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
        const made = { key, until: Date.now() + KEPT_MS };
        await done(store().put(made, 'key'));
        return new RosterKeep(database, made);
      });
    }

    /** The server has just said that whoever holds this device may see the roster: the time begins anew. */
    async renew() {
      this.until = Date.now() + KEPT_MS;
      await done(this.store('key').put({ key: this.key, until: this.until }, 'key'));
    }

    /** The key first: without it the rest says nothing. */
    async erase() {
      try {
        await done(this.store('key').clear());
      } catch {
        // It was erased by another page already.
      }
      this.database.close();
      await done(indexedDB.deleteDatabase(NAME));
    }

    store(name) {
      return this.database.transaction(name, 'readwrite').objectStore(name);
    }

    async save(name, value) {
      const sealed = await this.seal(value);
      await done(this.store('lists').put(sealed, name));
    }

    async load(name) {
      return this.open(await done(this.store('lists').get(name)));
    }

    async forget(name) {
      await done(this.store('lists').delete(name));
    }

    /** The taps of a roster that the server has not confirmed, in the order in which they were made. */
    async taps(path) {
      const store = this.store('taps');
      const [numbers, all] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      const ours = all.map((sealed, i) => ({ sealed, n: numbers[i] })).filter(({ sealed }) => sealed.path === path);
      return Promise.all(ours.map(async ({ sealed, n }) => ({ ...(await this.open(sealed)), n })));
    }

    /** Keeps a tap, in the place of number `n` if it has one; says its number. */
    async keepTap(path, { n, ...tap }) {
      const sealed = { path, ...(await this.seal(tap)) };
      return done(n === undefined ? this.store('taps').add(sealed) : this.store('taps').put(sealed, n));
    }

    async dropTaps(numbers) {
      const store = this.store('taps');
      await Promise.all(numbers.map((n) => done(store.delete(n))));
    }

    async seal(value) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bytes = new window.TextEncoder().encode(JSON.stringify(value));
      return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.key, bytes) };
    }

    async open(sealed) {
      if (!sealed) return undefined;
      const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, this.key, sealed.bytes);
      return JSON.parse(new window.TextDecoder().decode(bytes));
    }
  };
}
