import { must } from './must.js';

/** A row that is in both tables: its number in each. */
export interface Numbered {
  before: number;
  after: number;
}

/**
 * Returns the rows that kept their place; the others moved. Rows with the same number in both tables are kept: a move
 * from a number to the same number cannot be reported. Otherwise as few rows as possible move, and among equal choices
 * those that went furthest.
 *
 * @param rows in the order of the table after, without duplicates
 * @returns indexes into `rows`
 */
export function keptInOrder(rows: readonly Numbered[]): ReadonlySet<number> {
  const byBefore = [...rows.keys()].sort((a, b) => must(rows[a], 'a row').before - must(rows[b], 'a row').before);
  const ranks = new Map(byBefore.map((row, rank) => [row, rank]));
  const unit = rows.length + 1;
  const best = new BestBelow(rows.length);
  const previous: (number | undefined)[] = [];
  rows.forEach(({ before, after }, row) => {
    const rank = must(ranks.get(row), 'a rank');
    const weight = (before === after ? unit ** 3 : 0) + unit ** 2 - Math.abs(rank - row);
    const run = best.below(rank);
    previous[row] = run?.row;
    best.put(rank, { row, weight: weight + (run?.weight ?? 0) });
  });
  const kept = new Set<number>();
  for (let row = best.below(rows.length)?.row; row !== undefined; row = previous[row]) kept.add(row);
  return kept;
}

/** An ascending run: its last row and its total weight. */
interface Run {
  row: number;
  weight: number;
}

/** The heaviest run that ends below a rank, in a Fenwick tree: fast enough for 2,000 rows. */
class BestBelow {
  private readonly runs: (Run | undefined)[];

  constructor(size: number) {
    this.runs = new Array<Run | undefined>(size + 1).fill(undefined);
  }

  put(rank: number, run: Run): void {
    for (let place = rank + 1; place < this.runs.length; place += place & -place) {
      if (run.weight >= (this.runs[place]?.weight ?? 0)) this.runs[place] = run;
    }
  }

  below(rank: number): Run | undefined {
    let best: Run | undefined;
    for (let place = rank; place > 0; place -= place & -place) {
      const run = this.runs[place];
      if (run && run.weight >= (best?.weight ?? 0)) best = run;
    }
    return best;
  }
}
