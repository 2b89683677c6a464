import Papa from 'papaparse';
import { type Document, documentOf } from '../model/document.js';
import type { Department } from '../model/form.js';
import { targetTable } from '../model/target-table.js';

/** Excel runs a cell that begins like this, also in full width. A sign alone is none, nor is a negative number. */
const FORMULA = /^(?:[=+@＝＋＠\t\r]|[-－](?!\d+(?:\.\d+)?$)).+/s;

/** Returns the table of the targets of some departments: one row for each indicator, as typed, for Excel. */
export function targetsCsv(departments: readonly Department[]): Document {
  const { head, rows } = targetTable(departments);
  const csv = Papa.unparse([head, ...rows], { escapeFormulae: FORMULA, newline: '\r\n' });
  return documentOf('targets.csv', `\uFEFF${csv}\r\n`);
}
