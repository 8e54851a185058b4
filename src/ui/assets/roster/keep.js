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
    /** Erased by another page of this device, or by its browser. */
    closed = false;

    constructor(database, { key, until }) {
      this.database = database;
      this.key = key;
      this.until = until;
      // Whoever erases it is not to wait for this page.
      const gone = () => {
        database.close();
        this.closed = true;
      };
      Object.assign(database, { onversionchange: gone, onclose: gone });
    }

    /** Opens what is kept; what has been kept for too long is gone first. @throws where a browser keeps nothing */
    static async open() {
      if (!navigator.locks || !crypto.subtle) throw new Error('this browser keeps nothing here');
      return navigator.locks.request('roster-keep', async () => {
        let database = await openDatabase();
        const store = () => database.transaction('key', 'readwrite').objectStore('key');
        const kept = await done(store().get('key'));
        if (kept && kept.until > Date.now()) return new RosterKeep(database, kept).withoutOld();
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

    /** Whether its time is over; another page may have been told that it is not. */
    async isOver() {
      if (this.until > Date.now()) return false;
      const kept = await done(this.store('key').get('key'));
      this.until = kept?.until ?? 0;
      return this.until <= Date.now();
    }

    /** The key first: without it the rest says nothing. */
    async erase() {
      if (!this.closed) await done(this.store('key').clear());
      this.closed = true;
      this.database.close();
      window.localStorage.removeItem('roster-waits');
      await done(indexedDB.deleteDatabase(NAME));
    }

    store(name) {
      return this.database.transaction(name, 'readwrite').objectStore(name);
    }

    async save(name, by, value) {
      const sealed = await this.seal(value);
      await done(this.store('lists').put({ by, ...sealed }, name));
    }

    /** What `by` saved under this name; what others did is none of their business. */
    async load(name, by) {
      const kept = await done(this.store('lists').get(name));
      return kept?.by === by ? this.open(kept) : undefined;
    }

    /** The list of this name, or all of them. */
    async forget(name) {
      await done(name ? this.store('lists').delete(name) : this.store('lists').clear());
    }

    async forgetOthers(by) {
      const [names, all] = await this.everything('lists');
      await Promise.all(names.filter((_, i) => all[i].by !== by).map((name) => this.forget(name)));
    }

    /** The taps of somebody on a roster that wait, in the order in which they were made. */
    async taps(path, by) {
      const [numbers, all] = await this.everything('taps');
      const ours = all.map((sealed, i) => ({ sealed, n: numbers[i] }));
      const open = ours.filter(({ sealed }) => sealed.path === path && sealed.by === by);
      return Promise.all(open.map(async ({ sealed, n }) => ({ ...(await this.open(sealed)), n })));
    }

    /** How many taps of others wait here until they sign in again. */
    async tapsOfOthers(by) {
      const [, all] = await this.everything('taps');
      return all.filter((one) => one.by !== by).length;
    }

    /** Keeps a tap, in the place of number `n` if it has one, and drops others in the same moment; says its number. */
    async keepTap(path, { n, ...tap }, dropped = []) {
      const sealed = { path, by: tap.by, at: Date.now(), ...(await this.seal(tap)) };
      const store = this.store('taps');
      dropped.forEach((one) => store.delete(one));
      const number = await done(n === undefined ? store.add(sealed) : store.put(sealed, n));
      await this.count(store);
      return number;
    }

    async dropTaps(numbers) {
      const store = this.store('taps');
      await Promise.all(numbers.map((n) => done(store.delete(n))));
      await this.count(store);
    }

    /** How many wait, for the page that asks whether to sign out. */
    async count(store) {
      window.localStorage.setItem('roster-waits', String(await done(store.count())));
    }

    async withoutOld() {
      const [numbers, all] = await this.everything('taps');
      await this.dropTaps(numbers.filter((_, i) => all[i].at <= Date.now() - KEPT_MS));
      return this;
    }

    everything(name) {
      const store = this.store(name);
      return Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    }

    async seal(value) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bytes = new window.TextEncoder().encode(JSON.stringify(value));
      return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.key, bytes) };
    }

    async open(sealed) {
      const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, this.key, sealed.bytes);
      return JSON.parse(new window.TextDecoder().decode(bytes));
    }
  };

  /** Who works at this device: whoever was signed in when it last had a page from the server. */
  window.staffYou = () => {
    try {
      return document.documentElement.dataset.you ?? window.localStorage.getItem('staff-you') ?? '';
    } catch {
      return '';
    }
  };

  const nothing = async () => {};

  /** The same where a browser keeps nothing: what waits, waits as long as the page is open. */
  window.RosterMemory = class RosterMemory {
    forgetful = true;
    all = new Map();
    last = 0;
    renew = nothing;
    save = nothing;
    load = nothing;
    forget = nothing;
    forgetOthers = nothing;
    isOver = async () => false;
    tapsOfOthers = async () => 0;
    erase = async () => this.all.clear();
    taps = async () => [...this.all].map(([n, tap]) => ({ ...tap, n }));

    async keepTap(_path, { n = (this.last += 1), ...tap }, dropped = []) {
      await this.dropTaps(dropped);
      this.all.set(n, tap);
      return n;
    }

    async dropTaps(numbers) {
      numbers.forEach((n) => this.all.delete(n));
    }
  };
}
