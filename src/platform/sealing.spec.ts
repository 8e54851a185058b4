import { newSecretKey, parseSecretKeys } from './secret-keys.js';
import { Sealer } from './sealing.js';

const keys = (...ids: string[]) => parseSecretKeys(ids.map(newSecretKey).join(',')) ?? [];
const sealer = new Sealer(keys('a'));

describe('Sealer', () => {
  it('opens what it sealed, and seals the same text differently each time', () => {
    const [one, two] = [sealer.seal('Désir 王', 'bookings.name'), sealer.seal('Désir 王', 'bookings.name')];
    expect(sealer.open(one, 'bookings.name')).toBe('Désir 王');
    expect(one).not.toBe(two);
    expect(one).not.toContain('Désir');
  });

  it('does not open what was moved to another column, changed, or sealed with another key', () => {
    const sealed = sealer.seal('Ana', 'bookings.name');
    expect(() => sealer.open(sealed, 'bookings.phone')).toThrow();
    expect(() => sealer.open(sealed.slice(0, -2) + 'AA', 'bookings.name')).toThrow();
    expect(() => new Sealer(keys('a')).open(sealed, 'bookings.name')).toThrow();
  });

  it('opens with an older key after a rotation, and seals with the new one', () => {
    const [fresh, old] = keys('new', 'old');
    if (!fresh || !old) throw new Error('two keys');
    const sealed = new Sealer([old]).seal('Ana', 'bookings.name');
    const rotated = new Sealer([fresh, old]);
    expect(rotated.open(sealed, 'bookings.name')).toBe('Ana');
    expect(rotated.seal('Ana', 'bookings.name')).toMatch(/^new:/);
  });

  it('reads many at once as it opens each, whichever key sealed them', () => {
    const [fresh, old] = keys('new', 'old');
    if (!fresh || !old) throw new Error('two keys');
    const names = ['Ana', '王', '', 'Marie-Thérèse Saint-Fleur de la Concepción'.repeat(9), 'x'.repeat(16)];
    const [before, after] = [new Sealer([old]), new Sealer([fresh, old])];
    const sealed = names.flatMap((name) => [before.seal(name, 'a.name'), after.seal(name, 'b.name')]);
    expect(after.peek(sealed)).toEqual(names.flatMap((name) => [name, name]));
  });

  it('indexes equal values equally, apart by purpose and key', () => {
    expect(sealer.blindIndex('+16173505480', 'phone')).toBe(sealer.blindIndex('+16173505480', 'phone'));
    expect(sealer.blindIndex('x', 'phone')).not.toBe(sealer.blindIndex('x', 'name'));
    expect(sealer.blindIndex('x', 'phone')).not.toBe(new Sealer(keys('a')).blindIndex('x', 'phone'));
  });
});

it.each(['', 'a', 'a:short', `a:${'A'.repeat(43)},a:${'A'.repeat(43)}`, `:${'A'.repeat(43)}`])(
  'refuses %j as secret keys',
  (value) => expect(parseSecretKeys(value)).toBeUndefined(),
);
