/** What the script of the team's pages listens for. */
const KEYS: [key: string, does: string][] = [
  ['/', 'Go to the search box'],
  ['1 to 9', 'Go to a page of the row at the top, counted from the left'],
  ['a letter', 'Press what it stands beside on the page'],
  ['?', 'Show or close this help'],
  ['Esc', 'Leave the search box, or close this help'],
];

/** The keys in words; also a page of its own, for browsers without scripts. */
export function KeysList() {
  return (
    <dl class="keys">
      {KEYS.map(([key, does]) => (
        <div>
          <dt>
            <kbd safe>{key}</kbd>
          </dt>
          <dd safe>{does}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The same as a panel at the foot of every page, shown by the script. It stands in nobody's way. */
export function KeysPanel() {
  return (
    <section id="keys" class="panel flow keys-panel" aria-labelledby="keys-title" tabindex={-1} hidden>
      <h2 id="keys-title">Keys</h2>
      <KeysList />
      <p class="row">
        <button class="btn plain" data-close>
          Close
        </button>
        <label class="choice">
          <input type="checkbox" id="keys-on" checked />
          <span>Listen to single keys on this device</span>
        </label>
      </p>
    </section>
  );
}
