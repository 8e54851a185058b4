/** The long version under `npm run test:full`, otherwise the short one that proves the same in less time. */
export function inFull<T>(full: T, short: T): T {
  return process.env['TEST_FULL'] ? full : short;
}
