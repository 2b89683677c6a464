import type { Cell, Grid, OfficeFile } from '../grid.js';
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
    ...grids.flatMap(grid => [
      ...paragraphs(path, grid.above, grid.table, grid.sheet),
      ...rowsOf(path, unfolded(grid)),
    ]),
    ...paragraphs(path, below, last, undefined),
  ];
}

/** Matches the gap between texts side by side in one paragraph: tabs, or more blanks than any word needs. */
const BESIDE = /\t+| {3,}|\u3000{2,}/;

function paragraphs(file: string, texts: readonly string[], table: number, sheet: string | undefined): Line[] {
  return texts.filter(text => text.trim() !== '').map((paragraph) => {
    const pieces = paragraph.split(BESIDE).filter(text => text.trim() !== '');
    const place = { file, table, ...(sheet === undefined ? {} : { sheet }), row: 0, rows: 1, columns: 1 };
    const items = pieces.map((text, index): Item => ({ ...place, column: index + 1, text }));
    return { items, over: column => items.find(item => item.column === column), table, row: 0 };
  });
}

/** A cell, and the line of the text file that it stands in. */
type PlacedCell = Cell & { line?: number };

/** A text of one cell a line, where an empty line ends a row: its lines become cells of rows again. */
export function unfolded({ cells, columns, ...grid }: Grid): Omit<Grid, 'cells'> & { cells: PlacedCell[] } {
  const isFolded =
    columns === 1 && cells.some((cell, index) => index > 0 && cell.row > (cells[index - 1]?.row ?? 0) + 1);
  if (!isFolded) return { ...grid, columns, cells };
  let [row, column] = [0, 0];
  const placed = cells.map((cell, index): PlacedCell => {
    const before = cells[index - 1];
    const isNext = before !== undefined && cell.row === before.row + before.text.split('\n').length;
    [row, column] = isNext ? [row, column + 1] : [row + 1, 1];
    return { ...cell, row, column, line: cell.row };
  });
  return { ...grid, columns: placed.reduce((most, cell) => Math.max(most, cell.column), 1), cells: placed };
}

function rowsOf(file: string, { table, sheet, cells }: Omit<Grid, 'cells'> & { cells: PlacedCell[] }): Line[] {
  const filled = cells.filter(({ text }) => text.trim() !== '');
  const last = filled.reduce((most, { row, rows }) => Math.max(most, row + rows - 1), 0);
  const places = new Map<number, Item[]>();
  for (const { row, column, rows, columns, text, line } of filled) {
    const item: Item = {
      file,
      table,
      ...(sheet === undefined ? {} : { sheet }),
      row,
      column,
      rows,
      columns,
      text,
      ...(line === undefined ? {} : { line }),
    };
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
