/** All phrases that a list of words stands for; see `Words` for how it is written. */
export function wordings(list: string): string[] {
  return list
    .split(/[|\n]/)
    .filter((phrase) => phrase.trim() !== '')
    .flatMap((phrase) => ways(phrase.trim()));
}

function ways(phrase: string): string[] {
  const choice = /\(([^()]*)\)|\[([^[\]]*)\]/u.exec(phrase) ?? /[^\s/]+(?:\/[^\s/]+)+/u.exec(phrase);
  if (!choice) return [phrase];
  const [all, optional, either = all] = choice;
  const chosen = optional === undefined ? either.split('/') : ['', ...optional.split('/')];
  const [before, after] = [phrase.slice(0, choice.index), phrase.slice(choice.index + all.length)];
  return chosen.flatMap((way) => ways(before + way + after));
}
