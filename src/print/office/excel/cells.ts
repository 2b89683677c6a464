import type { Cell as ExcelCell, CellStyle, WriteSheet } from 'hucre/xlsx';

export type { CellStyle, WriteSheet };
/** A cell of a sheet that is written. */
export type Cell = Partial<ExcelCell>;

/** A decimal that Excel holds as it is typed: it counts 15 digits, and numbers have no zeros before them. */
const PLAIN = /^-?(?:0|[1-9]\d{0,9})(?:\.\d{1,5})?$/;
const GROUPED = /^-?[1-9]\d{0,2}(?:,\d{3}){1,3}(?:\.\d{1,3})?$/;
/** Matches a text that Excel would take for a formula if a person typed it, also in full width. */
const FORMULA = /^[=+\-@＝＋－＠\t\r]/;

/**
 * Returns a cell with a text. A number is one, shown with the digits that were typed; all else is text and stays so,
 * also when somebody
 * edits it: no cell has a formula.
 */
export function cellOf(text: string, style: CellStyle): Cell {
  if (PLAIN.test(text) || GROUPED.test(text)) {
    const decimals = text.split('.')[1]?.length ?? 0;
    const whole = text.includes(',') ? '#,##0' : '0';
    const numFmt = decimals ? `${whole}.${'0'.repeat(decimals)}` : whole;
    return { value: Number(text.replaceAll(',', '')), type: 'number', style: { ...style, numFmt } };
  }
  if (text === '') return { value: null, type: 'empty', style };
  return { value: text, type: 'string', style: FORMULA.test(text) ? { ...style, numFmt: '@' } : style };
}

/** Returns the width of a column in characters of the default font, Excel's unit. */
export function charactersWide(points: number): number {
  return Math.round(((points * 96) / 72 - 5) / 7 * 100) / 100;
}

/** Returns the name of a cell: 0, 2 → `C1`. */
export function cellName(row: number, column: number): string {
  let [letters, rest] = ['', column + 1];
  for (; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}

/** Returns the name of a sheet as it stands before a range. */
export function quoted(sheet: string): string {
  return `'${sheet.replaceAll('\'', '\'\'')}'`;
}
