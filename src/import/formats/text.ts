import type { Grid, OfficeFile } from '../grid.js';
import { Flow } from './flow.js';

/**
 * Reads a text. Lines with tabs or `|` between pieces are rows of a table, the lines between them are paragraphs. A
 * text without any is one cell a line: a table of one column, whose rows are the lines of the file. There a tab begins
 * a cell, and one that is alone on its line is an empty cell.
 */
export function readText(path: string, text: string): OfficeFile {
  const flow = new Flow();
  const content = text.replace(/\r\n?/g, '\n');
  const lines = linesOf(content);
  if (lines.some(line => columnsOf(line) !== undefined)) {
    let grid: Grid | undefined;
    for (const line of lines) {
      const columns = columnsOf(line);
      if (!columns) {
        flow.paragraph(line);
        if (line.trim() !== '') grid = undefined; // an empty line does not end a table
        continue;
      }
      if (columns.every(column => /^\s*:?-{2,}:?\s*$/.test(column))) continue; // the rule below a Markdown header
      grid ??= flow.table();
      addRow(grid, columns);
    }
  } else if (content.trim() !== '') {
    cellALine(content.split('\n'), flow.table());
  }
  return flow.finish(path);
}

/** Returns the lines; a field in quotes, as a spreadsheet copies it, may have several. */
function linesOf(content: string): string[] {
  if (!/(^|[\t\n])"/.test(content) || !content.includes('\t')) return content.split('\n');
  return content.match(/(?:(?<=^|[\t\n])"(?:[^"]|"")*"(?=[\t\n]|$)|[^\n])+|(?<=^|\n)(?=\n|$)/g) ?? [];
}

/** Returns the pieces of a line; `undefined` for one that is not parted. */
function columnsOf(line: string): string[] | undefined {
  if (line.slice(1).trimEnd().includes('\t') && /\S\t|\t\s*\t/.test(line)) {
    return line.split('\t').map(piece => (/^"[^]*"$/.test(piece) ? piece.slice(1, -1).replaceAll('""', '"') : piece));
  }
  const pieces = line.trim().replace(/^[|｜]|[|｜]$/g, '').split(/[|｜]/);
  return pieces.length > 1 ? pieces.map(piece => piece.trim()) : undefined;
}

function addRow(grid: Grid, columns: readonly string[]): void {
  grid.rows += 1;
  grid.columns = Math.max(grid.columns, columns.length);
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
