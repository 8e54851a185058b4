import { Bars } from './charts/bars.view.js';
import { Picture } from './charts/picture.view.js';
import type { LanguagePeople, LeadTurnout, Stay } from './report-reads.js';
import { byLead, ENOUGH, FEW, minutesOf, share, sum, withoutFew } from './report-rules.js';
import { count, languageName, minuteWords, number, partOf, people, percent } from './report-words.js';

/** `Same day`, `3 to 7 days before`. */
function leadWords({ from, to }: { from: number; to: number | null }): string {
  if (to === 0) return 'Booked the same day';
  return to === null ? `${from} days before or more` : `${from} to ${to} days before`;
}

/** Who did not come, by how long before they had booked. */
export function NoShows({ turnout, finished }: { turnout: LeadTurnout[]; finished: number }) {
  const { groups, people: all, noShows, unmarked } = byLead(turnout);
  const together = share(noShows, all);
  const finding = `${number(noShows)} of ${number(all)} did not come${together === undefined ? '' : `, ${together}%`}`;
  const nobody =
    finished === 0
      ? 'No day is over yet: who came is counted afterwards.'
      : 'Nobody was marked as come or not come, as when the day is worked on paper.';
  const left = unmarked > 0 ? ` ${people(unmarked)} whom nobody marked and` : '';
  const caption = `How many did not come, by the days between the day of booking and the day of the time. The stroke in each line: all of them together. Counted: ${people(all)} on ${count(finished, 'finished day')}.${left} ${left ? 'walk-ins' : 'Walk-ins'} do not count. Of fewer than ${ENOUGH} people no share is drawn.`;
  return (
    <Picture
      id="no-shows"
      finding={all === 0 ? 'No-shows' : finding}
      empty={all === 0 ? nobody : undefined}
      caption={caption}
      numbers={{
        head: ['Booked', 'People', 'Did not come', 'Share'],
        rows: groups.map((group) => [
          leadWords(group),
          number(group.people),
          number(group.noShows),
          percent(group.noShows, group.people),
        ]),
      }}
    >
      <Bars
        id="no-shows-bars"
        title={`No-shows by the days between booking and coming: ${finding}`}
        rows={groups.map((group) => {
          const words = group.people === 0 ? 'nobody' : partOf(group.noShows, group.people);
          return { label: leadWords(group), words, filled: share(group.noShows, group.people) ?? 0, mark: together };
        })}
        most={Math.max(1, ...groups.map((group) => share(group.noShows, group.people) ?? 0), together ?? 0)}
      />
    </Picture>
  );
}

/** Which languages people asked for, and who of them needs an interpreter. */
export function Languages({ rows }: { rows: LanguagePeople[] }) {
  const all = sum(rows, (row) => row.people);
  const { languages, others } = withoutFew(rows);
  const named = languages.map(({ language, ...of }) => ({ label: languageName(language), ...of }));
  const lines = others.people > 0 ? [...named, { label: 'Other languages', ...others }] : named;
  const need = sum(rows, ({ needInterpreter }) => needInterpreter);
  const finding = `${people(need)} of ${number(all)} ${need === 1 ? 'needs' : 'need'} an interpreter`;
  return (
    <Picture
      id="languages"
      finding={all === 0 ? 'Languages' : finding}
      empty={all === 0 ? 'Nobody has a place yet.' : undefined}
      caption={`By the language that people asked for. Filled: those who need an interpreter. Hollow: those who do not. Languages of fewer than ${FEW} people are counted together, so that nobody can be recognized.`}
      numbers={{
        head: ['Language', 'People', 'Need an interpreter'],
        rows: lines.map((line) => [line.label, number(line.people), number(line.needInterpreter)]),
      }}
    >
      <Bars
        id="languages-bars"
        title={`Languages asked for: ${lines.map((line) => `${line.label} ${line.people}`).join(', ')}`}
        rows={lines.map(({ label, people: n, needInterpreter }) => {
          const words = needInterpreter > 0 ? `${number(n)}, ${number(needInterpreter)} need one` : number(n);
          return { label, words, filled: needInterpreter, hollow: n - needInterpreter };
        })}
        most={Math.max(...lines.map((line) => line.people))}
      />
    </Picture>
  );
}

const few = `fewer than ${FEW} people`;

/** How long people were at each station, being served included, and in the house. */
export function Waits({ stays }: { stays: Stay[] }) {
  const lines = stays.map((stay) => ({
    label: stay.station ?? 'The whole visit',
    station: stay.station,
    ...minutesOf(stay),
  }));
  const timed = lines.flatMap(({ median, ...line }) => (median === null ? [] : [{ ...line, median }]));
  const [longest] = timed.filter(({ station }) => station !== null).sort((a, b) => b.median - a.median);
  const whole = timed.find(({ station }) => station === null);
  const finding = longest
    ? `${longest.label} took longest: half within ${minuteWords(longest.median)}`
    : `Half of the visits within ${minuteWords(whole?.median ?? 0)}`;
  const none = 'Nobody was tapped from one station to the next, or fewer than three people were.';
  return (
    <Picture
      id="waits"
      finding={timed.length === 0 ? 'Waits' : finding}
      empty={timed.length === 0 ? none : undefined}
      caption={`From the tap that says somebody is at a station to the one that says they went on; being served included. The bar: half of them took no longer. The line: nine of ten took no longer, where there are ${ENOUGH} people or more. Slips that were put right within a minute do not count, nor do taps that lost against a faster one.`}
      numbers={{
        head: ['Station', 'People', 'Half within', 'Nine of ten within'],
        rows: lines.map(({ label, people: n, median, ninetieth }) => [
          ...[label, n < FEW ? few : number(n)],
          ...[median, ninetieth].map((minutes) => (minutes === null ? '' : minuteWords(minutes))),
        ]),
      }}
    >
      <Bars
        id="waits-bars"
        title={`Time at each station: ${finding}`}
        rows={timed.map(({ label, median, ninetieth }) => {
          const most = ninetieth === null ? '' : `, most ${number(ninetieth)}`;
          return { label, words: `${minuteWords(median)}${most}`, filled: median, reach: ninetieth ?? undefined };
        })}
        most={Math.max(...timed.map(({ median, ninetieth }) => ninetieth ?? median))}
      />
    </Picture>
  );
}
