/** One line of columns, on the scale of all. */
export interface ColumnRow {
  label: string;
  counts: number[];
}

interface Props {
  rows: ColumnRow[];
  /** What stands below the first and the last column. */
  ends: [string, string];
  /** What the picture shows, for whoever does not see it. */
  title: string;
  id: string;
}

const LINE = 6;
/** How high the highest column of all is, in letters. */
const HIGH = 3;
const BASE = 5.3;

/** Columns along time, a line for each kind, one below the other: what is told apart by place needs no colour. */
export function Columns({ rows, ends, title, id }: Props) {
  const most = Math.max(1, ...rows.flatMap(({ counts }) => counts));
  return (
    <svg class="chart" role="img" aria-labelledby={`${id}-says`} width="100%" height={`${rows.length * LINE + 1.2}em`}>
      <title id={`${id}-says`} safe>
        {title}
      </title>
      {rows.map((row, i) => (
        <Line row={row} top={i * LINE} most={most} />
      ))}
      <text class="value" x="0" y={`${rows.length * LINE + 0.8}em`} safe>
        {ends[0]}
      </text>
      {ends[1] !== ends[0] && (
        <text class="value" x="100%" y={`${rows.length * LINE + 0.8}em`} text-anchor="end" safe>
          {ends[1]}
        </text>
      )}
    </svg>
  );
}

/** A column each, the highest with its number. */
function Line({ row: { label, counts }, top, most }: { row: ColumnRow; top: number; most: number }) {
  const wide = 100 / counts.length;
  const column = Math.min(wide * 0.8, 8);
  const peak = Math.max(...counts);
  const place = counts.indexOf(peak);
  const middle = (place + 0.5) * wide;
  const em = (n: number) => `${round(n)}em`;
  const high = (n: number) => (HIGH * n) / most;
  return (
    <g>
      <text x="0" y={em(top + 1)} safe>
        {label}
      </text>
      {counts.map((n, i) =>
        n === 0 ? (
          ''
        ) : (
          <rect
            class="full"
            x={`${round((i + 0.5) * wide - column / 2)}%`}
            y={em(top + BASE - high(n))}
            width={`${round(column)}%`}
            height={em(high(n))}
          />
        ),
      )}
      <line class="reach" x1="0" x2="100%" y1={em(top + BASE)} y2={em(top + BASE)} />
      <text
        class="value"
        x={`${round(middle)}%`}
        y={em(top + BASE - high(peak) - 0.3)}
        text-anchor={middle < 8 ? 'start' : middle > 92 ? 'end' : 'middle'}
        safe
      >
        {peak.toLocaleString('en-US')}
      </text>
    </g>
  );
}

const round = (n: number) => Math.round(n * 100) / 100;
