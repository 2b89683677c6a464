import { csvText } from '../model/csv.js';
import { type Document, documentOf } from '../model/document.js';
import type { Department } from '../model/form.js';
import { targetTable } from '../model/target-table.js';

/** Returns the table of the targets of some departments: one row for each indicator, as typed, for Excel. */
export function targetsCsv(departments: readonly Department[]): Document {
  const { head, rows } = targetTable(departments);
  return documentOf('targets.csv', csvText([head, ...rows]));
}
