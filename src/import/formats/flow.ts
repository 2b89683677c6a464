import type { Grid, OfficeFile, Remark } from '../grid.js';

/** The place of a remark. */
export type Place = Pick<Remark, 'table' | 'row' | 'column'>;

/** Collects the tables and paragraphs of a document in the order in which they stand. */
export class Flow {
  readonly grids: Grid[] = [];
  readonly remarks: Remark[] = [];
  private pending: string[] = [];

  /** Adds a paragraph between tables; a line break parts it. */
  paragraph(text: string): void {
    for (const line of text.split('\n')) if (line.trim() !== '') this.pending.push(line);
  }

  /**
   * Adds the next table, still without rows.
   *
   * @param above the paragraphs above a nested table; without it, those that no table has yet
   */
  table(above?: readonly string[]): Grid {
    const lines = above ? [...above] : this.pending;
    const grid: Grid = { table: this.grids.length + 1, rows: 0, columns: 0, cells: [], above: lines };
    if (!above) this.pending = [];
    this.grids.push(grid);
    return grid;
  }

  remark(message: string, { table, row, column }: Place = {}): void {
    this.remarks.push({ message, ...table && { table }, ...row && { row }, ...column && { column } });
  }

  finish(path: string): OfficeFile {
    return { path, grids: this.grids, below: this.pending, remarks: this.remarks };
  }
}

/** Returns a text as remarks quote it, on one line. */
export function quoted(text: string): string {
  return `“${text.replace(/\s+/g, ' ').trim()}”`;
}
