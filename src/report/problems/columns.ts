import { widthOf } from '../../model/width.js';
import { must } from '../../model/must.js';

/**
 * Returns one line for each row, with aligned columns. Chinese characters count as two cells. The last column is not
 * padded.
 */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
  }
  const pad = (cell: string, index: number): string => cell + ' '.repeat(must(widths[index], 'a column') - widthOf(cell));
  return rows.map(row => row.map(pad).join('  ').trimEnd());
}
