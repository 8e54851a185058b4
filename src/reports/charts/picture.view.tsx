import type { Children } from '@kitajs/html';

type Cell = string | { text: string; href: string };

export interface Numbers {
  head: string[];
  rows: Cell[][];
}

interface Props {
  id: string;
  /** What the picture shows, as a sentence: its heading. */
  finding: string;
  /** What there is to say when there is nothing to draw. */
  empty?: string;
  /** The drawing. */
  children?: Children;
  /** How to read it, and what is counted. */
  caption: string;
  numbers: Numbers;
  /** More below it. */
  after?: Children;
}

/** A picture with how it is read and the same numbers as a table; or that there is nothing yet. */
export function Picture({ id, finding, empty, children, caption, numbers, after }: Props) {
  return (
    <section class="picture flow" aria-labelledby={id}>
      <h2 id={id} safe>
        {finding}
      </h2>
      {empty === undefined ? (
        <figure class="flow">
          {children}
          <figcaption class="hint" safe>
            {caption}
          </figcaption>
          <NumbersTable name={finding} numbers={numbers} />
        </figure>
      ) : (
        <p class="note" safe>
          {empty}
        </p>
      )}
      {after}
    </section>
  );
}

/** Tables longer than this are folded. */
const LONG = 12;

/** Numbers under their heads; the first column names the row. */
export function NumbersTable({ name, numbers: { head, rows } }: { name: string; numbers: Numbers }) {
  const table = (
    <div class="scroll" tabindex={0} role="region" aria-label={`Numbers: ${name}`}>
      <table class="numbers">
        <thead>
          <tr>
            {head.map((words) => (
              <th scope="col" safe>
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest]) => (
            <tr>
              <th scope="row">{first === undefined ? '' : <CellText cell={first} />}</th>
              {rest.map((cell) => (
                <td>
                  <CellText cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  if (rows.length <= LONG) return table;
  return (
    <details class="fold">
      <summary safe>{`The numbers: ${rows.length} rows`}</summary>
      {table}
    </details>
  );
}

function CellText({ cell }: { cell: Cell }) {
  if (typeof cell === 'string') return <span safe>{cell}</span>;
  return (
    <a href={cell.href} safe>
      {cell.text}
    </a>
  );
}
