import type { Cell, Grid } from '../../grid.js';
import type { Flow } from '../flow.js';
import { LIMITS } from '../limits.js';
import { tooMuch } from '../unreadable.js';
import { attribute, childrenOf, type Element, isElement, isHidden, textIn } from './tree.js';

/** Reads what is in a cell. @returns its text, and the number of a table within it */
export type ReadCell = (cell: Element, row: number, column: number) => { text: string; nested?: number };

/** Fills a table as browsers lay it out (HTML, 4.9.12): spans end with their section, a foot stands last. */
export function fillTable(table: Element, grid: Grid, flow: Flow, read: ReadCell): void {
  let places = 0;
  for (const rows of sectionsOf(table)) {
    /** Column → rows from here on that a cell above still covers. */
    let covered = new Map<number, number>();
    rows.forEach((row, index) => {
      grid.rows += 1;
      const isHiddenRow = isHidden(row);
      const next = new Map([...covered].filter(([, left]) => left > 1).map(([column, left]) => [column, left - 1]));
      let column = 1;
      for (const element of childrenOf(row, 'td', 'th')) {
        if (isHidden(element)) {
          const text = textIn(element).trim();
          if (text) flow.remark(`有网页不显示的一格，没有算进来：“${text}”`, { table: grid.table, row: grid.rows });
          continue;
        }
        while (covered.has(column)) column += 1;
        const cell: Cell = {
          row: grid.rows, column, rows: rowsOf(element, rows.length - index), columns: spanOf(element, 'colspan') || 1,
          ...read(element, grid.rows, column), ...isHiddenRow && { hidden: true },
        };
        cell.columns = freeColumns(cell, covered);
        if (cell.column + cell.columns > LIMITS.columns) throw tooMuch(`第 ${grid.table} 个表有 ${LIMITS.columns} 列以上`);
        places += cell.rows * cell.columns;
        if (places > LIMITS.places) throw tooMuch(`第 ${grid.table} 个表有 ${LIMITS.places} 格以上`);
        grid.cells.push(cell);
        for (let at = column; at < column + cell.columns; at++) if (cell.rows > 1) next.set(at, cell.rows - 1);
        column += cell.columns;
      }
      if (isHiddenRow) flow.remark('这一行网页不显示，照读并标出', { table: grid.table, row: grid.rows });
      grid.columns = [...covered.keys()].reduce((most, at) => Math.max(most, at), Math.max(grid.columns, column - 1));
      covered = next;
    });
  }
}

/** HTML lets a cell overlap one from above; here the later one ends before it. */
function freeColumns({ column, columns }: Cell, covered: ReadonlyMap<number, number>): number {
  let free = 1;
  while (free < columns && !covered.has(column + free)) free += 1;
  return free;
}

function sectionsOf(table: Element): Element[][] {
  const sections = ['thead', 'tbody', 'tfoot'].flatMap(name => childrenOf(table, name));
  return sections.map(section => childrenOf(section, 'tr'));
}

/** 0 means to the end of the section. */
function rowsOf(cell: Element, left: number): number {
  const rows = spanOf(cell, 'rowspan');
  return rows === 0 ? left : Math.min(rows, left);
}

function spanOf(cell: Element, name: string): number {
  const value = attribute(cell, name);
  const span = value === undefined ? 1 : parseInt(value, 10);
  return Number.isNaN(span) || span < 0 ? 1 : Math.min(span, LIMITS.places);
}

/** True for a table that only puts things below one another: it has one column, and tables in it. */
export function isForLayout(table: Element): boolean {
  return sectionsOf(table).flat().every(row => childrenOf(row, 'td', 'th').length <= 1) && hasTable(table);
}

function hasTable(element: Element): boolean {
  return element.childNodes.some(node => isElement(node) && (node.tagName === 'table' || hasTable(node)));
}
