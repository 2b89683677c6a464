import type { Grid, OfficeFile } from '../grid.js';
import type { Item } from './ledger.js';

/** A row of a table, or a paragraph outside of tables. */
export interface Line {
  /** The texts that begin in it, from the left; cells without text are left out. */
  items: Item[];
  /** Returns the text of the cell over a column, also of one that begins further up; `undefined` for an empty cell. */
  over: (column: number) => Item | undefined;
  /** Number of its table; lines of one table follow one another. */
  table: number;
  /** From 1; 0 for a paragraph. */
  row: number;
}

/** Returns the rows and paragraphs of a file, from the top. */
export function linesOf({ path, grids, below }: OfficeFile): Line[] {
  const last = grids.at(-1)?.table ?? 0;
  return [
    ...grids.flatMap(grid => [...paragraphs(path, grid.above, grid.table, grid.sheet), ...rowsOf(path, grid)]),
    ...paragraphs(path, below, last, undefined),
  ];
}

function paragraphs(file: string, texts: readonly string[], table: number, sheet: string | undefined): Line[] {
  return texts.filter(text => text.trim() !== '').map((text) => {
    const item: Item = { file, table, ...sheet === undefined ? {} : { sheet }, row: 0, column: 1, rows: 1, columns: 1, text };
    return { items: [item], over: column => (column === 1 ? item : undefined), table, row: 0 };
  });
}

function rowsOf(file: string, { table, sheet, cells }: Grid): Line[] {
  const filled = cells.filter(({ text }) => text.trim() !== '');
  const last = filled.reduce((most, { row, rows }) => Math.max(most, row + rows - 1), 0);
  const places = new Map<number, Item[]>();
  for (const { row, column, rows, columns, text } of filled) {
    const item: Item = { file, table, ...sheet === undefined ? {} : { sheet }, row, column, rows, columns, text };
    for (let at = row; at < row + rows; at += 1) {
      const known = places.get(at);
      if (known) known.push(item);
      else places.set(at, [item]);
    }
  }
  return Array.from({ length: last }, (_, index): Line => {
    const row = index + 1;
    const all = (places.get(row) ?? []).sort((a, b) => a.column - b.column);
    return {
      items: all.filter(item => item.row === row),
      over: column => all.find(item => item.column <= column && column < item.column + item.columns),
      table,
      row,
    };
  }).filter(({ row }) => places.has(row));
}
