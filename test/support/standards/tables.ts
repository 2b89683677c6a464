import { type Faults, pdf, ua } from './faults.js';
import { childrenOf, type Element, elementsBelow } from './structure.js';
import { bytesOf, listOf, nameOf, numberOf } from './values.js';

export interface Cell {
  element: Element;
  row: number;
  column: number;
  lastRow: number;
  lastColumn: number;
}

export interface Table {
  element: Element;
  /** The cells of each row that reach over each column, those from rows above too. */
  rows: Cell[][][];
  cells: Cell[];
}

/** Returns the tables with the places of their cells. */
export function readTables(top: readonly Element[]): Table[] {
  return [...elementsBelow(top)].filter(element => element.type === 'Table').map(layOut);
}

function layOut(element: Element): Table {
  const lines = childrenOf(element).flatMap(kid => kid.type === 'TR' ? [kid] : childrenOf(kid).filter(({ type }) => type === 'TR'));
  const rows: Cell[][][] = lines.map(() => []);
  const cells: Cell[] = [];
  lines.forEach((line, row) => {
    let column = 0;
    for (const cell of childrenOf(line)) {
      const span = (name: string): number => Math.max(1, numberOf(cell.attributes.get(`Table/${name}`) ?? null) ?? 1);
      while (rows[row]?.[column]?.length) column += 1;
      const placed = { element: cell, row, column, lastRow: row + span('RowSpan') - 1, lastColumn: column + span('ColSpan') - 1 };
      cells.push(placed);
      for (let y = row; y <= placed.lastRow; y += 1) {
        for (let x = column; x <= placed.lastColumn; x += 1) ((rows[y] ??= [])[x] ??= []).push(placed);
      }
      column = placed.lastColumn + 1;
    }
    rows[row] ??= [];
  });
  return { element, rows: rows.slice(0, lines.length), cells };
}

/** Checks that tables are regular and that their headers can be found. */
export function checkTables(tables: readonly Table[], names: ReadonlyMap<string, unknown>, faults: Faults): void {
  for (const { rows, cells } of tables) {
    const columns = Math.max(0, ...rows.map(row => row.length));
    const full = rows.every(row => row.length === columns && Array.from(row, place => place).every(Boolean));
    faults.must(full, 'table whose rows are not of equal length', ua('7.5'));
    const overlap = rows.some(row => row.some(place => place.length > 1));
    faults.must(!overlap, 'table with cells that overlap', ua('7.5'));
    const within = cells.every(cell => cell.lastRow < rows.length);
    faults.must(within, 'table with a cell that reaches below the last row', ua('7.5'));
    checkHeaders(cells, names, faults);
  }
}

function checkHeaders(cells: readonly Cell[], names: ReadonlyMap<string, unknown>, faults: Faults): void {
  const named = new Map(cells.flatMap(cell => cell.element.id === undefined ? [] : [[cell.element.id, cell] as const]));
  const headersOf = (cell: Cell): string[] =>
    listOf(cell.element.attributes.get('Table/Headers') ?? null).map(id => bytesOf(id) ?? '');
  for (const cell of cells) {
    const headers = headersOf(cell).map(id => names.has(id) ? named.get(id) : undefined);
    faults.must(!headers.includes(undefined), 'cell whose Headers are not in its table', ua('7.5'));
    const beyond = headers.some(header => header && (header.column > cell.lastColumn || header.row > cell.lastRow));
    faults.must(!beyond, 'cell whose Headers are to its right or below', ua('7.5'));
  }
  const scoped = (cell: Cell): boolean => nameOf(cell.element.attributes.get('Table/Scope') ?? null) !== undefined;
  const ofType = (type: string): Cell[] => cells.filter(cell => cell.element.type === type);
  if (ofType('TD').every(cell => headersOf(cell).length)) return;
  faults.add('TH without Scope in a table whose cells have no Headers', ua('7.5'), ofType('TH').filter(cell => !scoped(cell)).length);
}

/** Checks that each ID is unique and leads to its element, and returns the IDs. */
export function checkNames(top: readonly Element[], tree: ReadonlyMap<string, unknown>, faults: Faults): void {
  const found = new Map<string, Element>();
  for (const element of elementsBelow(top)) {
    if (element.id === undefined) continue;
    faults.must(!found.has(element.id), 'ID that two elements have', pdf('14.7.2'));
    found.set(element.id, element);
    faults.must(tree.get(element.id) === element.dict, 'ID that the IDTree does not lead to its element', pdf('14.7.2'));
  }
  faults.add('entry of the IDTree that no element has as ID', pdf('14.7.2'), [...tree.keys()].filter(id => !found.has(id)).length);
}
