import {
  AlignmentType, BorderStyle, HeightRule, type IBorderOptions, type ITableCellBorders, Table, TableCell,
  TableLayoutType, TableRow, VerticalAlignTable, WidthType,
} from 'docx';
import type { Cell, Paragraph, Row, Table as Measured } from '../../../model/measured.js';
import { type Change, type Changes, rowChange, withDividedCells, withEnds } from './changes.js';
import { twips, wordParagraph } from './paragraph.js';

const VERTICAL = { top: VerticalAlignTable.TOP, center: VerticalAlignTable.CENTER, bottom: VerticalAlignTable.BOTTOM };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/** Returns a table of Word. @param left from the left margin; null for a table as wide as the text */
export function wordTable(table: Measured, left: number | null, changes: Changes): Table {
  const { widths, rows } = withDividedCells(table);
  const hasHead = rows.some(({ isHeader }) => isHeader);
  const labelled = rows.filter(({ cells }) => cells.some(({ column, isLabel }) => column === 0 && isLabel));
  return new Table({
    columnWidths: widths.map(twips),
    width: { size: widths.reduce((sum, width) => sum + twips(width), 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    ...left === null ? { alignment: AlignmentType.CENTER } : { indent: { size: twips(left), type: WidthType.DXA } },
    borders: { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE },
    // Screen readers read these as the headers of columns and rows.
    tableLook: { firstRow: hasHead, firstColumn: labelled.length * 2 > rows.length, noHBand: true, noVBand: true },
    rows: rows.map(row => wordRow(row, widths, changes)),
  });
}

function wordRow(row: Row, widths: readonly number[], changes: Changes): TableRow {
  const change = rowChange(row);
  return new TableRow({
    ...row.isHeader && { tableHeader: true },
    ...row.isWhole && { cantSplit: true },
    ...row.keepNext && { keepNext: true },
    ...row.isStretched && { height: { value: twips(row.height), rule: HeightRule.ATLEAST } },
    ...change === 'inserted' && { insertion: changes.next() },
    ...change === 'deleted' && { deletion: changes.next() },
    children: row.cells.map(cell => wordCell(cell, widths, change, changes)),
  });
}

function wordCell(cell: Cell, widths: readonly number[], change: Change | null, changes: Changes): TableCell {
  const { column, columns, rows, padding, paragraphs } = cell;
  const width = widths.slice(column, column + columns).reduce((sum, one) => sum + twips(one), 0);
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    ...columns > 1 && { columnSpan: columns },
    ...rows > 1 && { rowSpan: rows },
    verticalAlign: VERTICAL[cell.vertical],
    margins: {
      marginUnitType: WidthType.DXA,
      top: twips(padding.top), bottom: twips(padding.bottom), left: twips(padding.left), right: twips(padding.right),
    },
    borders: bordersOf(cell),
    children: ended(paragraphs, change).map(({ paragraph, end }) => wordParagraph(paragraph, changes, { end })),
  });
}

/** The ends of paragraphs go with their row, where that goes. */
function ended(
  paragraphs: readonly Paragraph[],
  change: Change | null,
): { paragraph: Paragraph; end: Change | null }[] {
  return change ? paragraphs.map(paragraph => ({ paragraph, end: null })) : withEnds(paragraphs);
}

function bordersOf({ borders }: Cell): ITableCellBorders {
  // Word counts in eighths of a point.
  const side = (width: number): IBorderOptions =>
    (width > 0 ? { style: BorderStyle.SINGLE, size: Math.max(2, Math.round(width * 8)), color: '000000' } : NONE);
  return { top: side(borders.top), right: side(borders.right), bottom: side(borders.bottom), left: side(borders.left) };
}
