import stringWidth from 'string-width';
import { must } from '../../model/must.js';

/** Rows of cells → lines whose columns stand under each other, also in Chinese; the last cell of a row runs on. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, stringWidth(cell));
  }
  const pad = (cell: string, index: number): string => cell + ' '.repeat(must(widths[index], 'a column') - stringWidth(cell));
  return rows.map(row => row.map(pad).join('  ').trimEnd());
}
