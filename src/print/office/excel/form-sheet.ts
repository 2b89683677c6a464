import type { MeasuredPage, Paragraph, Run, Sides, Table } from '../../../model/measured.js';
import { PAGE, PAGES } from '../../../model/measured.js';
import { officeFonts } from '../fonts.js';
import { joinedLabels } from '../joined-labels.js';
import { type Cell, cellName, cellOf, type CellStyle, charactersWide, type WriteSheet } from './cells.js';

/** The highest row of Excel, in points. A higher one is several, merged. */
const HIGHEST = 400;
/** In points. Edges of columns this near to one another are one. */
const SAME = 1.5;

/** Returns a form as a sheet that looks like it: the same cells, merged, with their lines, on one page in width. */
export function formSheet(name: string, page: MeasuredPage, isDraft: boolean): WriteSheet {
  const inner = page.width - page.margins.left - page.margins.right;
  const blocks = page.blocks.map(joinedLabels);
  const edges = edgesOf(blocks.flatMap(block => (block.kind === 'table' ? edgesIn(block.table, block.left) : [])), inner);
  const sheet = new SheetWriter(edges);
  if (isDraft) sheet.addLine('草稿', { font: { name: '宋体', size: 16, bold: true, color: { rgb: 'C00000' } }, alignment: { horizontal: 'center' } }, 26);
  for (const block of blocks) {
    if (block.kind === 'paragraph') sheet.addParagraph(block.paragraph, block.gap, inner);
    else sheet.addTable(block.table, block.left, block.gap);
  }
  return { name, ...sheet.written(), ...printing(page, sheet.rowCount, edges.length - 1) };
}

function edgesIn({ widths }: Table, left: number): number[] {
  const edges = [left];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width);
  return edges;
}

/** Returns the edges of the columns of a sheet, from the left. */
function edgesOf(all: readonly number[], inner: number): number[] {
  const edges: number[] = [];
  for (const edge of [0, inner, ...all].sort((a, b) => a - b)) {
    if (edge - (edges.at(-1) ?? -Infinity) > SAME) edges.push(edge);
  }
  return edges;
}

class SheetWriter {
  rowCount = 0;
  private readonly cells = new Map<string, Cell>();
  private readonly merges: NonNullable<WriteSheet['merges']> = [];
  private readonly heights = new Map<number, { height: number }>();

  constructor(private readonly edges: readonly number[]) {}

  written(): Pick<WriteSheet, 'cells' | 'rows' | 'merges' | 'rowDefs' | 'columns'> {
    const widths = this.edges.slice(1).map((edge, index) => edge - (this.edges[index] ?? 0));
    return {
      cells: this.cells,
      rows: Array.from({ length: this.rowCount }, () => []),
      merges: this.merges,
      rowDefs: this.heights,
      columns: widths.map(width => ({ width: charactersWide(width) })),
    };
  }

  /** Adds a text over all columns. */
  addLine(text: string, style: CellStyle, height: number): void {
    this.put(text, style, this.rowCount, 1, 0, this.edges.length - 1);
    this.addRow(height);
  }

  addParagraph(paragraph: Paragraph, gap: number, inner: number): void {
    const text = textOf([paragraph]);
    const style = styleOf([paragraph], 'center');
    const size = paragraph.runs[0]?.size ?? 10.5;
    const lines = Math.ceil(([...text].length * size) / inner);
    const height = paragraph.line * Math.max(1, lines) + Math.max(0, gap);
    const [left = '', ...others] = text.split('\t');
    if (!others.length) {
      this.addLine(text, style, height);
      return;
    }
    // A text at the right margin has a cell of its own.
    const columns = this.edges.length - 1;
    const middle = Math.min(Math.max(1, this.column(inner * 0.62)), columns - 1);
    this.put([left, ...others.slice(0, -1)].join('　　'), style, this.rowCount, 1, 0, Math.max(1, middle));
    const right: CellStyle = { ...style, alignment: { ...style.alignment, horizontal: 'right' } };
    if (middle >= 1) this.put(others.at(-1) ?? '', right, this.rowCount, 1, middle, columns);
    this.addRow(height);
  }

  addTable({ widths, rows }: Table, left: number, gap: number): void {
    const before = this.heights.get(this.rowCount - 1);
    if (before && gap > 1) before.height += gap;
    const edges = edgesIn({ widths, rows }, left);
    const starts: number[] = [];
    for (const row of rows) {
      starts.push(this.rowCount);
      this.addRow(row.height);
    }
    starts.push(this.rowCount);
    rows.forEach((row, index) => {
      for (const cell of row.cells) {
        const top = starts[index] ?? 0;
        const end = starts[Math.min(index + cell.rows, rows.length)] ?? this.rowCount;
        const style = { ...styleOf(cell.paragraphs, cell.vertical), border: bordersOf(cell.borders) };
        const [from, to] = [this.column(edges[cell.column] ?? 0), this.column(edges[cell.column + cell.columns] ?? 0)];
        this.put(textOf(cell.paragraphs), style, top, end - top, from, Math.max(to, from + 1));
      }
    });
  }

  /** Returns the column that begins at an edge. */
  private column(edge: number): number {
    const nearest = this.edges.reduce((best, one, index) =>
      (Math.abs(one - edge) < Math.abs((this.edges[best] ?? 0) - edge) ? index : best), 0);
    return nearest;
  }

  private addRow(height: number): void {
    const count = Math.max(1, Math.ceil(height / HIGHEST));
    for (let index = 0; index < count; index += 1) {
      this.heights.set(this.rowCount, { height: Math.round(height / count * 100) / 100 });
      this.rowCount += 1;
    }
  }

  /** Puts a text into a cell, merged over rows and columns. @param end behind its last column */
  private put(text: string, style: CellStyle, row: number, rows: number, column: number, end: number): void {
    const { border = {}, ...rest } = style;
    for (let y = row; y < row + rows; y += 1) {
      for (let x = column; x < end; x += 1) {
        const sides = {
          ...y === row && border.top && { top: border.top },
          ...y === row + rows - 1 && border.bottom && { bottom: border.bottom },
          ...x === column && border.left && { left: border.left },
          ...x === end - 1 && border.right && { right: border.right },
        };
        this.cells.set(`${y},${x}`, cellOf(y === row && x === column ? text : '', { ...rest, border: sides }));
      }
    }
    if (rows === 1 && end - column === 1) return;
    this.merges.push({ startRow: row, startCol: column, endRow: row + rows - 1, endCol: end - 1 });
  }
}

/** Returns the texts of a cell; paragraphs are lines. */
function textOf(paragraphs: readonly Paragraph[]): string {
  return paragraphs.map(({ runs }) => runs.map(({ text }) => text).join('')).join('\n');
}

function styleOf(paragraphs: readonly Paragraph[], vertical: 'top' | 'center' | 'bottom'): CellStyle {
  const [first] = paragraphs;
  const run: Pick<Run, 'size' | 'families' | 'bold'> = first?.runs[0] ?? { size: 10.5, families: ['serif'], bold: false };
  const horizontal = first?.align === 'justify' ? 'left' : first?.align ?? 'left';
  const indent = first?.align === 'right' ? Math.round(first.right / 9) : 0;
  return {
    font: { name: officeFonts(run.families)[0], size: run.size, bold: run.bold },
    alignment: { horizontal, vertical, wrapText: true, ...indent > 0 && { indent } },
  };
}

function bordersOf(borders: Sides): NonNullable<CellStyle['border']> {
  const side = (width: number): { style: 'thin' | 'medium'; color: { rgb: string } } | undefined =>
    (width > 0 ? { style: width < 1.2 ? 'thin' : 'medium', color: { rgb: '000000' } } : undefined);
  const sides = {
    top: side(borders.top), right: side(borders.right), bottom: side(borders.bottom), left: side(borders.left),
  };
  return {
    ...sides.top && { top: sides.top }, ...sides.right && { right: sides.right },
    ...sides.bottom && { bottom: sides.bottom }, ...sides.left && { left: sides.left },
  };
}

function printing(
  { width, height, margins, header, footer, marginFont }: MeasuredPage,
  rows: number,
  columns: number,
): Partial<WriteSheet> {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const inches = (points: number): number => Math.round(points / 72 * 100) / 100;
  const quoted = (text: string): string => text.replaceAll('&', '&&');
  const size = `&${Math.round(marginFont.size)}`;
  const line = ({ left, center, right }: MeasuredPage['header']['first']): string =>
    [['L', left], ['C', center], ['R', right]].flatMap(([place, text]) => (text ? [`&${place}${size} ${quoted(text)}`] : [])).join('');
  const numbers = quoted(footer).replace(PAGE, '&P').replace(PAGES, '&N');
  return {
    pageSetup: {
      paperSize: Math.abs(short - 841.9) < 5 && long > 1000 ? 'a3' : 'a4',
      orientation: width > height ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: {
        top: inches(margins.top), right: inches(margins.right),
        bottom: inches(margins.bottom), left: inches(margins.left),
        header: inches(margins.top / 2 - 6), footer: inches(margins.bottom / 2 - 6),
      },
      printArea: `$A$1:${cellName(rows - 1, columns - 1).replace(/^([A-Z]+)(\d+)$/, '$$$1$$$2')}`,
    },
    headerFooter: {
      oddHeader: line(header.next), firstHeader: line(header.first), differentFirst: true,
      ...numbers && { oddFooter: `&C${size} ${numbers}`, firstFooter: `&C${size} ${numbers}` },
    },
    view: { showGridLines: false },
  };
}
