import { Columns } from './charts/columns.view.js';
import { Picture } from './charts/picture.view.js';
import type { DayBookings } from './report-reads.js';
import type { Step } from './report-rules.js';
import { overTime, sum } from './report-rules.js';
import { count, dayWords, monthWords, number, percent, SOURCE_WORDS } from './report-words.js';

const STEPS: Record<Step, { head: string; each: string; words: (day: string) => string }> = {
  day: { head: 'Day', each: 'each day', words: dayWords },
  week: { head: 'Week from', each: 'each week', words: dayWords },
  month: { head: 'Month', each: 'each month', words: monthWords },
};

/** When people booked, and in which way. */
export function BookingsMade({ rows }: { rows: DayBookings[] }) {
  const { step, steps, series } = overTime(rows);
  const { head, each, words } = STEPS[step];
  const all = sum(series, ({ total }) => total);
  const cancelled = sum(rows, (row) => row.cancelled);
  const erased = sum(rows, (row) => row.erased);
  const [first] = series;
  const share = first && series.length > 1 ? percent(first.total, all) : '';
  const most = share && first ? `, ${share} ${SOURCE_WORDS[first.source].toLowerCase()}` : '';
  const finding = `${count(all, 'booking')} made${most}`;
  const together = {
    label: `All: ${number(all)}`,
    counts: steps.map((_, i) => sum(series, (one) => one.counts[i] ?? 0)),
  };
  const lines = series.map(({ source, counts, total }) => ({
    label: `${SOURCE_WORDS[source]}: ${number(total)}`,
    counts,
  }));
  const told = [
    `Bookings made ${each}, by the day on the clinic's own wall; a line for each way of booking, all on one scale, the highest column with its number.`,
    cancelled > 0 ? `${count(cancelled, 'booking')} of them ${cancelled === 1 ? 'was' : 'were'} cancelled later.` : '',
    erased > 0 ? `The names of ${count(erased, 'booking')} have been erased; all of them still count.` : '',
  ];
  return (
    <Picture
      id="bookings"
      finding={all === 0 ? 'Bookings' : finding}
      empty={all === 0 ? 'Nobody has booked yet.' : undefined}
      caption={told.filter(Boolean).join(' ')}
      numbers={{
        head: [head, 'All', ...series.map(({ source }) => SOURCE_WORDS[source])],
        rows: steps.map((start, i) => [
          words(start),
          ...[together.counts[i] ?? 0, ...series.map(({ counts }) => counts[i] ?? 0)].map(number),
        ]),
      }}
    >
      <Columns
        id="bookings-columns"
        title={`Bookings made ${each}: ${lines.map(({ label }) => label).join(', ')}`}
        rows={lines.length > 1 ? [together, ...lines] : lines}
        ends={[words(steps[0] ?? ''), words(steps.at(-1) ?? '')]}
      />
    </Picture>
  );
}
