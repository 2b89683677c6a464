/** A rectangle of cells; rows and columns from 1. */
export interface Range {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

const ROWS = 1_048_576;
const COLUMNS = 16_384;

/** Returns the cells of `B2` or `A1:C3`; `undefined` for what is none. */
export function rangeOf(reference: string): Range | undefined {
  const [, from = '', fromRow, to, toRow] = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(reference) ?? [];
  if (!from) return undefined;
  const [row, column] = [Number(fromRow), columnOf(from)];
  const [lastRow, lastColumn] = to === undefined ? [row, column] : [Number(toRow), columnOf(to)];
  const isSheet = row >= 1 && row <= lastRow && lastRow <= ROWS && column <= lastColumn && lastColumn <= COLUMNS;
  return isSheet ? { row, column, rows: lastRow - row + 1, columns: lastColumn - column + 1 } : undefined;
}

/** Returns the name of a cell: `B2`. */
export function nameOf(row: number, column: number): string {
  let letters = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + (left - 1) % 26) + letters;
  }
  return letters + String(row);
}

function columnOf(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
