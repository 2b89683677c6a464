import type { Cell, Grid } from '../../grid.js';
import { LIMITS } from '../limits.js';
import { tooMuch } from '../unreadable.js';
import { childOf, type XmlElement } from '../xml.js';
import { type Context, unwrapped } from './context.js';
import { plainText } from './notes.js';

/** Reads what is in a cell. The place of the context is the cell's. */
export type ReadCell = (cell: XmlElement) => { text: string; nested?: number };

/**
 * Fills a table. Cells that Word merges downwards are one cell, on however many pages it stands; rows that a tracked
 * change deletes are left out and reported.
 *
 * @param table `w:tbl`
 */
export function readRows(table: XmlElement, grid: Grid, context: Context, read: ReadCell): void {
  /** Column → the cell that the next row may go on with. */
  let above = new Map<number, Cell>();
  for (const row of unwrapped(table, context)) {
    if (row.name !== 'w:tr') continue;
    const properties = childOf(row, 'w:trPr');
    const has = (name: string): boolean => properties !== undefined && childOf(properties, name) !== undefined;
    if (has('w:del')) {
      context.flow.remark(`有没接受的修订：删除了一行“${plainText(row)}”，没有读`, { table: grid.table, row: grid.rows + 1 });
      continue;
    }
    grid.rows += 1;
    const place = { table: grid.table, row: grid.rows };
    if (has('w:ins')) context.flow.remark('有没接受的修订：插入了这一行，算在内', place);
    if (has('w:hidden')) context.flow.remark('这一行在 Word 里是隐藏的，照读并标出', place);
    above = readRow(row, { grid, context, read, above, isHidden: has('w:hidden'), skipped: numberOf(properties, 'w:gridBefore', 0) });
  }
}

interface RowState {
  grid: Grid;
  context: Context;
  read: ReadCell;
  above: ReadonlyMap<number, Cell>;
  isHidden: boolean;
  skipped: number;
}

/** Returns the cells of the row by their first column, with those that go on from above. */
function readRow(row: XmlElement, { grid, context, read, above, isHidden, skipped }: RowState): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  let column = 1 + skipped;
  let last: Cell | undefined;
  for (const element of unwrapped(row, context)) {
    if (element.name !== 'w:tc') continue;
    const properties = childOf(element, 'w:tcPr');
    const columns = numberOf(properties, 'w:gridSpan', 1);
    if (column + columns > LIMITS.columns) throw tooMuch(`第 ${grid.table} 个表有 ${LIMITS.columns} 列以上`);
    const started = above.get(column);
    const goesRight = last?.row === grid.rows && mergeOf(properties, 'w:hMerge') === 'continue'; // only in old files
    const goesDown = mergeOf(properties, 'w:vMerge') === 'continue' && started?.columns === columns;
    context.place = { table: grid.table, row: grid.rows, column };
    const { text, nested } = read(element);
    const isFirst = !goesRight && !goesDown;
    const cell: Cell = isFirst
      ? { row: grid.rows, column, rows: 1, columns, text }
      : (goesRight ? last : started) as Cell;
    if (isFirst && isHidden) cell.hidden = true;
    if (isFirst && nested !== undefined) cell.nested = nested;
    if (isFirst) add(cell, grid);
    else if (goesRight) cell.columns += columns;
    else cell.rows += 1;
    if (!isFirst && text.trim()) context.flow.remark(`合并单元格盖住的文字“${text}”没有算进来`, context.place);
    if (mergeOf(properties, 'w:vMerge') === 'continue' && !goesDown) {
      context.flow.remark('这一格说要并入上面一格，可上面没有对得上的，当作单独的一格读', context.place);
    }
    for (const change of ['w:cellIns', 'w:cellDel', 'w:cellMerge']) {
      if (properties && childOf(properties, change)) context.flow.remark('这一格有没接受的修订（增删或合并单元格），照现在的样子读', context.place);
    }
    cells.set(cell.column, cell);
    last = cell;
    column += columns;
  }
  grid.columns = Math.max(grid.columns, column - 1);
  return cells;
}

function add(cell: Cell, grid: Grid): void {
  if (grid.cells.length >= LIMITS.cells) throw tooMuch(`单元格超过 ${LIMITS.cells} 个`);
  grid.cells.push(cell);
}

/** A merge without a value goes on (ECMA-376-1, 17.4.85). */
function mergeOf(properties: XmlElement | undefined, name: string): string | undefined {
  const merge = properties && childOf(properties, name);
  return merge && (merge.attributes['w:val'] ?? 'continue');
}

function numberOf(properties: XmlElement | undefined, name: string, otherwise: number): number {
  const value = Number(properties && childOf(properties, name)?.attributes['w:val']);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}
