/** One line of a chart. */
export interface BarRow {
  label: string;
  /** What its numbers are, in words, beside the bar. */
  words: string;
  /** What is filled, and what is hollow after it. */
  filled: number;
  hollow?: number;
  /** Up to where a thin line goes on. */
  reach?: number;
  /** Where a stroke stands, to compare with. */
  mark?: number;
}

interface Props {
  rows: BarRow[];
  /** What the longest bar would be. */
  most: number;
  /** What the picture shows, for whoever does not see it. */
  title: string;
  id: string;
}

/** Lengths across are shares of the width, so that a chart fits any screen; those down are letters. */
const LINE = 3;
/** How much of the width the longest bar takes; its words stand beside it. */
const ACROSS = 50;
/** Letters that fit above a bar on a phone. */
const MOST_LETTERS = 36;

/** Bars, one below the other, each with its name above and its numbers at its end. */
export function Bars({ rows, most, title, id }: Props) {
  const at = (n: number) => Math.round((ACROSS * 100 * Math.min(n, most)) / Math.max(most, 1)) / 100;
  return (
    <svg class="chart" role="img" aria-labelledby={`${id}-says`} width="100%" height={`${rows.length * LINE}em`}>
      <title id={`${id}-says`} safe>
        {title}
      </title>
      {rows.map(({ label, words, filled, hollow = 0, reach, mark = reach }, i) => {
        const y = (down: number) => `${Math.round((i * LINE + down) * 100) / 100}em`;
        const [middle, end] = [at(filled), at(filled + hollow)];
        const [line, stop] = [at(reach ?? 0), at(mark ?? 0)];
        return (
          <g>
            <text x="0" y={y(1.05)} safe>
              {shortened(label)}
            </text>
            <rect class="full" x="0" y={y(1.45)} width={`${middle}%`} height="0.95em" />
            {hollow > 0 && (
              <rect class="hollow" x={`${middle}%`} y={y(1.45)} width={`${end - middle}%`} height="0.95em" />
            )}
            {line > end && <line class="reach" x1={`${end}%`} x2={`${line}%`} y1={y(1.92)} y2={y(1.92)} />}
            {stop > 0 && <line class="stop" x1={`${stop}%`} x2={`${stop}%`} y1={y(1.3)} y2={y(2.55)} />}
            <text class="value" x={`${Math.max(end, stop)}%`} y={y(2.3)} dx="0.5em" safe>
              {words}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const shortened = (text: string) =>
  text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1).trimEnd()}…` : text;
