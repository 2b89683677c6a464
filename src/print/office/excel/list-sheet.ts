import { widthOf } from '../../../model/width.js';
import { type Cell, cellName, cellOf, type CellStyle, quoted, type WriteSheet } from './cells.js';

/** A row of a list. `links` are names of sheets that its cells lead to, by column. */
export interface ListRow {
  texts: readonly string[];
  links?: ReadonlyMap<number, string>;
}

const FONT = { name: '宋体', size: 11 };
const LINE = { style: 'thin', color: { rgb: '000000' } } as const;
const BORDER = { top: LINE, right: LINE, bottom: LINE, left: LINE };
/** In characters. */
const WIDEST = 32;

/**
 * Returns a sheet with a list: its header stays in sight and on every page, and has filters.
 *
 * @param title above it; `''` for none
 */
export function listSheet(
  name: string,
  title: string,
  head: readonly string[],
  rows: readonly ListRow[],
  filters: boolean,
): WriteSheet {
  const cells = new Map<string, Cell>();
  const top = title ? 1 : 0;
  if (title) cells.set('0,0', cellOf(title, { font: { ...FONT, size: 14, bold: true } }));
  const style: CellStyle = { font: FONT, border: BORDER, alignment: { vertical: 'center', wrapText: true } };
  const header: CellStyle = { ...style, font: { ...FONT, bold: true }, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } };
  head.forEach((text, column) => cells.set(`${top},${column}`, { value: text, type: 'string', style: header }));
  rows.forEach(({ texts, links }, index) => {
    texts.forEach((text, column) => {
      const sheet = links?.get(column);
      const cell = cellOf(text, style);
      cells.set(`${top + 1 + index},${column}`, sheet === undefined
        ? cell
        : {
            ...cell,
            hyperlink: { target: '', location: `${quoted(sheet)}!A1` },
            style: { ...style, font: { ...FONT, underline: true, color: { rgb: '0563C1' } } },
          });
    });
  });
  const last = cellName(top + rows.length, head.length - 1);
  const widths = head.map((text, column) =>
    [text, ...rows.map(({ texts }) => texts[column] ?? '')].reduce((most, one) => Math.max(most, widthOf(one) + 4), 6));
  return {
    name,
    cells,
    rows: Array.from({ length: top + 1 + rows.length }, () => []),
    columns: widths.map(width => ({ width: Math.min(width, WIDEST) })),
    freezePane: { rows: top + 1 },
    ...filters && { autoFilter: { range: `${cellName(top, 0)}:${last}` } },
    pageSetup: {
      paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0,
      printArea: `$A$1:${last.replace(/^([A-Z]+)(\d+)$/, '$$$1$$$2')}`, printTitlesRow: `$${top + 1}:$${top + 1}`,
    },
    a11y: { headerRow: top },
  };
}
