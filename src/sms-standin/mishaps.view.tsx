import type { Mishaps } from './mishaps.js';
import { TROUBLES } from './mishaps.js';

const COPIES = [
  [1, 'once'],
  [2, 'twice'],
  [25, '25 times: a storm'],
] as const;

/** What is to go wrong, chosen by whoever tries the app. `back`: the page to come back to. */
export function MishapsForm({ mishaps, back }: { mishaps: Mishaps; back: string }) {
  const { next, left, delaySeconds, copies, outOfOrder, advancedOptOut } = mishaps;
  return (
    <form method="post" action="/mishaps" class="flow panel" aria-labelledby="wrong">
      <h2 id="wrong">What goes wrong</h2>
      <p class="hint" id="wrong-now" data-words>
        {left > 0
          ? `Now: the next ${left === 1 ? 'text' : `${left} texts`}: ${TROUBLES[next].words}`
          : 'Now: each text is taken (201).'}
      </p>
      <div>
        <label for="next">A text that the app sends</label>
        <select id="next" name="next">
          {Object.entries(TROUBLES).map(([key, { words }]) => (
            <option value={key} selected={key === next}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <Count name="left" label="For so many texts" value={Math.max(left, 1)} min={1} max={99} />
      <Count name="delaySeconds" label="Reports come after (seconds)" value={delaySeconds} min={0} max={600} />
      <div>
        <label for="copies">Each report comes</label>
        <select id="copies" name="copies">
          {COPIES.map(([count, words]) => (
            <option value={String(count)} selected={count === copies}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <Choice name="outOfOrder" checked={outOfOrder} label="“Delivered” is reported before “sent”" />
      <Choice name="advancedOptOut" checked={advancedOptOut} label="Advanced opt-out is on (OptOutType)" />
      <input type="hidden" name="back" value={back} />
      <button class="btn plain">Set this</button>
    </form>
  );
}

interface CountProps {
  name: string;
  label: string;
  value: number;
  min: number;
  max: number;
}

function Count({ name, label, value, min, max }: CountProps) {
  return (
    <div>
      <label for={name} safe>
        {label}
      </label>
      <input id={name} name={name} type="number" value={String(value)} min={String(min)} max={String(max)} />
    </div>
  );
}

function Choice({ name, label, checked }: { name: string; label: string; checked: boolean }) {
  return (
    <label class="choice" for={name}>
      <input id={name} type="checkbox" name={name} value="1" checked={checked} />
      <span safe>{label}</span>
    </label>
  );
}
