/** One line of the check: right, wrong, or not to be told from here. */
export interface Finding {
  level: 'ok' | 'wrong' | 'unknown';
  text: string;
}

export const ok = (text: string): Finding => ({ level: 'ok', text });
export const wrong = (text: string): Finding => ({ level: 'wrong', text });
export const unknown = (text: string): Finding => ({ level: 'unknown', text });

/** Right when it is so, else wrong with what to do. */
export const either = (isSo: boolean, right: string, otherwise: string) => (isSo ? ok(right) : wrong(otherwise));

const SHOWN = { ok: 'ok', wrong: 'WRONG', unknown: 'cannot tell' };

/** All of them, a line each, and what they come to. */
export function report(findings: Finding[]): string {
  const lines = findings.map(({ level, text }) => `${SHOWN[level].padEnd(13)}${text}`);
  const count = findings.filter(({ level }) => level === 'wrong').length;
  const sum = count === 0 ? 'Nothing is wrong.' : count === 1 ? 'One thing is wrong.' : `${count} things are wrong.`;
  return [...lines, '', `${sum} Nothing was sent to anybody.`].join('\n');
}
