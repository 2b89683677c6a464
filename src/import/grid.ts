/**
 * A file of an office as tables and the texts between them, before anybody knows what they mean. Readers of formats
 * make it (`import/formats`), recognition reads it (`import/recognise`). Rows, columns, tables and pages count from 1,
 * as a person counts them.
 */

export interface Cell {
  row: number;
  column: number;
  /** The numbers of rows and columns that it covers; 1 unless cells are merged. */
  rows: number;
  columns: number;
  /** As it stands in the file; `\n` parts lines and paragraphs. A number of a sheet is the text that a person sees. */
  text: string;
  /** In a hidden row or column of a sheet. */
  hidden?: true;
  /** A table within the cell: its number among the tables of the file. */
  nested?: number;
}

/** A table, or a sheet. Each place of `rows` × `columns` belongs to at most one cell, or to none, and is empty. */
export interface Grid {
  /** Number of the table in its file. */
  table: number;
  /** Name of the sheet, in a workbook. */
  sheet?: string;
  rows: number;
  columns: number;
  cells: Cell[];
  /**
   * Paragraphs that stand between the table before and this one (title, year, unit of money), in order, without empty
   * ones. Of a nested table: those above it in its cell, whose text has them too.
   */
  above: string[];
}

/** A fact about the file that a person has to know and no cell says: comments, text boxes, formulas, changes. */
export interface Remark {
  /** One sentence in Chinese. */
  message: string;
  table?: number;
  row?: number;
  column?: number;
}

export interface OfficeFile {
  /** As the user named it. */
  path: string;
  grids: Grid[];
  /** Paragraphs behind the last table. */
  below: string[];
  remarks: Remark[];
  /** The YAML attached to a PDF of this program. Names are those in the PDF, unchecked. */
  attached?: { path: string; text: string }[];
}
