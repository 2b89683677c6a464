import Papa from 'papaparse';

/** Excel runs a cell that begins like this, also in full width. A sign alone is none, nor is a negative number. */
const FORMULA = /^(?:[=+@＝＋＠\t\r]|[-－](?!\d+(?:\.\d+)?$)).+/s;

/** Returns rows as a table for Excel: with a byte order mark, and no cell that it would run. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${Papa.unparse(rows.map(row => [...row]), { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`;
}
