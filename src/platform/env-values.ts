/** A setting that stops the boot. Its message is one line that names the variable. */
export class ConfigError extends Error {}

export type Env = Record<string, string | undefined>;

export function text(env: Env, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

export function required(env: Env, name: string): string {
  const value = text(env, name);
  if (!value) throw new ConfigError(`${name}: is missing`);
  return value;
}

export function wholeNumber(env: Env, name: string, fallback: number, min: number, max: number): number {
  const value = text(env, name) ?? String(fallback);
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new ConfigError(`${name}: must be a whole number from ${min} to ${max}`);
  }
  return number;
}

export function decimal(env: Env, name: string, fallback: number, min: number, max: number): number {
  const value = text(env, name) ?? String(fallback);
  const number = Number(value);
  if (!/^\d+(?:\.\d+)?$/.test(value) || number < min || number > max) {
    throw new ConfigError(`${name}: must be a number from ${min} to ${max}`);
  }
  return number;
}

export function flag(env: Env, name: string, fallback: boolean): boolean {
  return oneOf(env, name, ['true', 'false'], String(fallback)) === 'true';
}

export function oneOf<T extends string>(env: Env, name: string, allowed: readonly T[], fallback: string): T {
  const value = (text(env, name) ?? fallback) as T;
  if (!allowed.includes(value)) throw new ConfigError(`${name}: must be one of ${allowed.join(', ')}`);
  return value;
}

export function url(env: Env, name: string, protocols: string[]): string | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
    throw new ConfigError(`${name}: must be an address that starts with ${protocols.join('// or ')}//`);
  }
  return value;
}
