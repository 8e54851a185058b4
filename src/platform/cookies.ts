/** The value of one cookie in a Cookie header, or undefined. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  const found = header?.split('; ').find((one) => one.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

interface Options {
  path: string;
  /** Sent over https only; false on a plain http address of a developer's machine. */
  secure: boolean;
  maxAgeSeconds?: number;
  /** `Lax`: goes along when a link of another site is followed, such as one in an email. */
  sameSite?: 'Strict' | 'Lax';
}

/** A Set-Cookie line that scripts cannot read and other sites cannot make the browser send. `value` is cookie-safe. */
export function setCookie(name: string, value: string, options: Options): string {
  const { path, secure, maxAgeSeconds, sameSite = 'Strict' } = options;
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=${sameSite}${age}${secure ? '; Secure' : ''}`;
}
