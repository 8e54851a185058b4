import { parse } from 'csv-parse/sync';

/** What stands in each column of a season. */
export const COLUMNS = {
  title: 'The name of the clinic',
  sms_name: 'Its name in text messages, without “citizenship”',
  mode: 'in_person or virtual',
  venue: 'The name of a venue that is there already (in person)',
  room: 'The room on that day; may be empty',
  joining_link: 'https://… (virtual)',
  time_zone: 'Empty: America/New_York',
  day: '2026-12-05',
  languages: 'en es ht (with spaces)',
  booking_opens: '2026-11-20 09:00, on the clock of the clinic',
  booking_closes: '2026-12-04 17:00',
  from: 'The first time, 09:30',
  to: 'The end, 16:00',
  every_minutes: '30',
  places: 'Places at each time, 4',
  breaks: '13:00-13:30; may be empty, or several with spaces',
} as const;
export type Column = keyof typeof COLUMNS;

/** What may stay away altogether. */
const OPTIONAL: Column[] = ['room', 'joining_link', 'venue', 'time_zone', 'breaks'];
const MOST_ROWS = 300;

/** One row of the spreadsheet, and the line on which it stands. */
export interface SeasonRow {
  line: number;
  values: Record<Column, string>;
}

/** What is wrong with the spreadsheet as a whole, or with one of its rows. */
export interface RowFault {
  /** 1 is the row of the names. */
  line: number;
  column: string;
  code: string;
  params?: Record<string, string | number>;
}

/**
 * A spreadsheet as rows: with commas, semicolons or tabs, with or without a byte order mark, its columns in any order. Rows
 * without anything in them are left out.
 */
export function readSeason(csv: string): { rows: SeasonRow[]; faults: RowFault[] } {
  const text = csv.replace(/^\uFEFF/, '');
  let records: { record: string[]; info: { lines: number } }[];
  try {
    const options = {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    } as const;
    records = parse(text, { ...options, trim: true }) as unknown as typeof records;
  } catch (error) {
    const { lines = 1 } = error as { lines?: number };
    return { rows: [], faults: [{ line: lines, column: '', code: 'csv_form' }] };
  }
  const [head, ...body] = records;
  if (!head) return { rows: [], faults: [{ line: 1, column: '', code: 'csv_empty' }] };
  const names = head.record.map((name) => name.toLowerCase().replace(/[\s-]+/g, '_'));
  const faults = headFaults(names);
  const filled = body.filter(({ record }) => record.some((value) => value !== ''));
  if (filled.length === 0) faults.push({ line: 1, column: '', code: 'csv_empty' });
  if (filled.length > MOST_ROWS) faults.push({ line: 1, column: '', code: 'csv_rows', params: { max: MOST_ROWS } });
  if (faults.length > 0) return { rows: [], faults };
  const rows = filled.map(({ record, info }) => {
    const values = Object.keys(COLUMNS).map((column) => [column, record[names.indexOf(column)] ?? '']);
    return { line: info.lines, values: Object.fromEntries(values) as SeasonRow['values'] };
  });
  return { rows, faults: [] };
}

function headFaults(names: string[]): RowFault[] {
  const fault = (column: string, code: string) => ({ line: 1, column, code });
  const known = Object.keys(COLUMNS) as Column[];
  const missing = known.filter((column) => !OPTIONAL.includes(column) && !names.includes(column));
  const unknown = names.filter((name) => name !== '' && !known.includes(name as Column));
  const twice = names.filter((name, i) => name !== '' && names.indexOf(name) < i);
  return [
    ...missing.map((column) => fault(column, 'csv_column_missing')),
    ...unknown.map((column) => fault(column.slice(0, 40), 'csv_column_unknown')),
    ...twice.map((column) => fault(column.slice(0, 40), 'csv_column_twice')),
  ];
}

/** Whichever stands most often in the first line. */
function delimiterOf(text: string): string {
  const [line = ''] = text.split('\n');
  const count = (sign: string) => line.split(sign).length;
  return [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

/** A spreadsheet to begin with. */
export const EXAMPLE = [
  Object.keys(COLUMNS).join(','),
  'Codman Square Library,Codman Square clinic,in_person,Codman Square Library,Meeting room,,America/New_York,2027-03-06,en es ht,2027-02-20 09:00,2027-03-05 17:00,09:30,16:00,30,4,13:00-13:30',
  'Evening by video call,Video call clinic,virtual,,,https://video.example.org/evening,America/New_York,2027-03-10,en es,2027-02-20 09:00,2027-03-10 12:00,17:30,20:00,30,2,',
  '',
].join('\r\n');
