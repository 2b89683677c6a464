import type { Cell, Grid } from '../../grid.js';
import type { Flow } from '../flow.js';
import { LIMITS } from '../limits.js';
import { tooMuch } from '../unreadable.js';
import type { Stored } from './cells.js';
import { nameOf, type Range } from './reference.js';

/**
 * Fills the table of a sheet. Its size is that of what has content, not of what is formatted; a merged cell is cut to
 * it. Rows and columns are those of the sheet.
 */
export function fillGrid(grid: Grid, stored: Stored, isHiddenSheet: boolean, flow: Flow): void {
  const { table } = grid;
  const { cells, merges, hiddenRows, hiddenColumns } = stored;
  const places = new Map<number, Cell>();
  const hidden = (row: number, column: number): { hidden?: true } =>
    isHiddenSheet || hiddenRows.has(row) || hiddenColumns.has(column) ? { hidden: true } : {};
  for (const { row, column, text } of cells) {
    const key = keyOf(row, column);
    if (places.has(key)) flow.remark(`文件里有两个 ${nameOf(row, column)}，这一个没有算进来：“${text}”`, { table, row, column });
    else if (text !== '') places.set(key, { row, column, rows: 1, columns: 1, text, ...hidden(row, column) });
  }
  for (const { row, column } of places.values()) {
    grid.rows = Math.max(grid.rows, row);
    grid.columns = Math.max(grid.columns, column);
  }
  if (places.size > 0) growTo(grid, merges);

  const covered = new Set<number>();
  for (const merge of merges) {
    const range = cutTo(grid, merge);
    if (!range) continue;
    const { row, column } = range;
    if (covered.size + range.rows * range.columns > LIMITS.places) throw tooMuch(`合并单元格盖住 ${LIMITS.places} 格以上`);
    const keys = keysIn(range);
    if (keys.some(key => covered.has(key))) {
      flow.remark(`合并单元格 ${nameOf(row, column)} 与另一个重叠，没有照做`, { table, row, column });
      continue;
    }
    for (const key of keys) covered.add(key);
    const [first = 0, ...others] = keys;
    const cell = places.get(first) ?? { ...range, text: '', ...hidden(row, column) };
    places.set(first, { ...cell, rows: range.rows, columns: range.columns });
    for (const key of others) {
      const under = places.get(key);
      if (!under) continue;
      flow.remark(`合并单元格盖住的文字“${under.text}”没有算进来`, { table, row: under.row, column: under.column });
      places.delete(key);
    }
  }
  grid.cells = [...places.values()].sort((a, b) => a.row - b.row || a.column - b.column);
}

/** Below this a merged cell belongs to the form even where nothing is written beside or below it. */
const FORM = { rows: 200, columns: 60 };

function growTo(grid: Grid, merges: readonly Range[]): void {
  const { rows, columns } = grid;
  for (const merge of merges) {
    const isNear = merge.row <= rows && merge.column <= columns;
    if (!isNear || merge.rows > FORM.rows || merge.columns > FORM.columns) continue;
    grid.rows = Math.max(grid.rows, merge.row + merge.rows - 1);
    grid.columns = Math.max(grid.columns, merge.column + merge.columns - 1);
  }
}

function cutTo(grid: Grid, { row, column, rows, columns }: Range): Range | undefined {
  if (row > grid.rows || column > grid.columns) return undefined;
  const [below, beside] = [grid.rows - row + 1, grid.columns - column + 1];
  return { row, column, rows: Math.min(rows, below), columns: Math.min(columns, beside) };
}

function keysIn({ row, column, rows, columns }: Range): number[] {
  const keys: number[] = [];
  for (let down = row; down < row + rows; down++) {
    for (let right = column; right < column + columns; right++) keys.push(keyOf(down, right));
  }
  return keys;
}

function keyOf(row: number, column: number): number {
  return row * 16_385 + column;
}
