import type { Grid, OfficeFile } from '../grid.js';
import { Flow } from './flow.js';
import { LIMITS } from './limits.js';
import { tooMuch } from './unreadable.js';

/**
 * Reads a text. Lines with tabs or `|` between pieces are rows of a table, the lines between them are paragraphs. A
 * text without any is one cell a line: a table of one column, whose rows are the lines of the file. There a tab begins
 * a cell, and one that is alone on its line is an empty cell.
 */
export function readText(path: string, text: string): OfficeFile {
  const flow = new Flow();
  const content = text.replace(/\r\n?/g, '\n');
  const lines = linesOf(content);
  if (lines.length > LIMITS.cells) throw tooMuch(`文字有 ${LIMITS.cells} 行以上`);
  const rows = isCellALine(lines) ? undefined : rowsOf(lines);
  if (!rows) {
    if (content.trim() !== '') cellALine(content.split('\n'), flow.table());
    return flow.finish(path);
  }
  let grid: Grid | undefined;
  lines.forEach((line, index) => {
    const columns = rows[index];
    if (!columns) {
      flow.paragraph(line);
      if (line.trim() !== '') grid = undefined; // an empty line does not end a table
    } else if (!columns.every(column => /^\s*:?-{2,}:?\s*$/.test(column))) { // the rule below a Markdown header
      grid ??= flow.table();
      addRow(grid, columns);
    }
  });
  return flow.finish(path);
}

/** Returns the lines; a field in quotes, as a spreadsheet copies it, may have several. */
function linesOf(content: string): string[] {
  if (!/(^|[\t\n])"/.test(content) || !content.includes('\t')) return content.split('\n');
  return content.match(/(?:(?<=^|[\t\n])"(?:[^"]|"")*"(?=[\t\n]|$)|[^\n])+|(?<=^|\n)(?=\n|$)/g) ?? [];
}

/** Matches a line with a tab between two pieces. */
const INNER_TAB = /\S\t|\t[^\S\t]*\t/;

/** True for a text where almost every line begins with a tab, whatever single lines have. */
function isCellALine(lines: readonly string[]): boolean {
  const marked = lines.filter(line => line.startsWith('\t')).length;
  return marked * 2 > lines.filter(line => line.trim() !== '').length && lines.filter(line => INNER_TAB.test(line)).length * 10 < marked;
}

/** Returns the pieces of each line, `undefined` for one that is not parted; nothing when no line is. */
function rowsOf(lines: readonly string[]): (string[] | undefined)[] | undefined {
  const isTabbed = lines.some(line => INNER_TAB.test(line));
  const rows = lines.map(line => (isTabbed && line.includes('\t') && line.trim() !== '' ? tabbed(line) : barred(line)));
  return rows.some(Boolean) ? rows : undefined;
}

function tabbed(line: string): string[] {
  return line.split('\t').map(piece => (/^"[^]*"$/.test(piece) ? piece.slice(1, -1).replaceAll('""', '"') : piece));
}

function barred(line: string): string[] | undefined {
  const pieces = line.trim().replace(/^[|｜]|[|｜]$/g, '').split(/[|｜]/);
  return pieces.length > 1 ? pieces.map(piece => piece.trim()) : undefined;
}

function addRow(grid: Grid, columns: readonly string[]): void {
  grid.rows += 1;
  grid.columns = Math.max(grid.columns, columns.length);
  if (grid.cells.length + columns.length > LIMITS.cells) throw tooMuch(`表有 ${LIMITS.cells} 格以上`);
  columns.forEach((text, index) => grid.cells.push({ row: grid.rows, column: index + 1, rows: 1, columns: 1, text }));
}

function cellALine(lines: readonly string[], grid: Grid): void {
  const isMarked = lines.filter(line => line.startsWith('\t')).length > lines.filter(line => /^[^\t]/.test(line)).length;
  grid.columns = 1;
  grid.rows = lines.length;
  lines.forEach((line, index) => {
    const last = grid.cells.at(-1);
    if (line.startsWith('\t')) grid.cells.push({ row: index + 1, column: 1, rows: 1, columns: 1, text: line.slice(1) });
    else if (isMarked && last && line.trim() !== '') last.text += `\n${line}`; // the cell goes on
    else if (line.trim() !== '') grid.cells.push({ row: index + 1, column: 1, rows: 1, columns: 1, text: line });
  });
}
