import { bareClass } from '../../model/class-name.js';
import { recordOf } from '../../model/record.js';
import type { CellView, ListView, RowView } from './list.js';
import { mergeCells } from './merge-cells.js';

/** Two tables of indicators side by side: of the whole term and of the year. */
export interface PeriodsView extends Periods {
  rows: PeriodRow[];
  count: string;
}

/** The two tables printed side by side. */
export interface Periods {
  /** Keys of the two tables. */
  termKey: string;
  yearKey: string;
  /** Rows for where one table has more than the other. */
  blank: { term: RowView; year: RowView };
}

/** Rows of one class side by side: the cells of the class, which both share, and a row of each table. */
type PeriodRow = Record<string, unknown> & { term: RowView; year: RowView };

/** Puts rows of one class beside one another; the order of each table is kept. */
export function pairPeriods(term: ListView, year: ListView, periods: Periods): PeriodsView {
  const { termKey, yearKey, blank } = periods;
  const pairs = align(term, year);
  const rows = pairs.map(([a, b]): PeriodRow => {
    const classes = year.classKeys.map((key, level): [string, CellView | undefined] =>
      [key, b ? b[key] : a?.[term.classKeys[level] ?? '']]);
    return recordOf<unknown>([...classes, ['term', a ?? blank.term], ['year', b ?? blank.year]]) as PeriodRow;
  });
  return { termKey, yearKey, blank, rows: mergeCells(rows, { classKeys: year.classKeys, columns: [], restColumns: [], nameKey: '' }), count: String(rows.length) };
}

type Pair = [RowView | undefined, RowView | undefined];

function align(term: ListView, year: ListView): Pair[] {
  const keyOf = (row: RowView, { classKeys }: ListView): string =>
    classKeys.map(key => bareClass(row[key]?.text ?? '')).join('\0');
  const [lefts, rights] = [term.rows.map(row => keyOf(row, term)), year.rows.map(row => keyOf(row, year))];
  const pairs: Pair[] = [];
  let [left, right] = [0, 0];
  while (left < lefts.length || right < rights.length) {
    const [a, b] = [lefts[left], rights[right]];
    const isPair = a !== undefined && a === b;
    // A row whose class comes later on the other side waits for it.
    const takesLeft = a !== undefined && (isPair || b === undefined || !rights.includes(a, right));
    const takesRight = b !== undefined && (isPair || !takesLeft);
    pairs.push([takesLeft ? term.rows[left] : undefined, takesRight ? year.rows[right] : undefined]);
    if (takesLeft) left += 1;
    if (takesRight) right += 1;
  }
  return pairs;
}
