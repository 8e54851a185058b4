const BROWSERS: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** `Firefox on Windows`: enough to know one's own device again. The whole `User-Agent` tells more and is not kept. */
export function deviceName(userAgent: string | undefined): string {
  const known = (list: [RegExp, string][], other: string) =>
    list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? other;
  return `${known(BROWSERS, 'A browser')} on ${known(SYSTEMS, 'an unknown system')}`;
}
