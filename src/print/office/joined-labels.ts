import type { Block, Cell, Row } from '../../model/measured.js';

/**
 * Returns a table in which a label that stands beside all rows, with no line below it, is one merged cell, as it looks.
 * For forms on one page: a merged cell is not repeated with its header row.
 */
export function joinedLabels(block: Block): Block {
  if (block.kind === 'paragraph') return block;
  const rows: Row[] = block.table.rows.map(row => ({ ...row, cells: [...row.cells] }));
  const at = (row: Row | undefined, { column, columns }: Cell): Cell | undefined =>
    row?.cells.find(cell => cell.column === column && cell.columns === columns);
  rows.forEach((row, index) => {
    row.cells = row.cells.map((cell) => {
      if (!cell.isLabel || cell.borders.bottom > 0 || isEmpty(cell)) return cell;
      let [end, lowest] = [index + cell.rows, cell];
      for (let next = at(rows[end], cell); next && isEmpty(next); next = at(rows[end], cell)) {
        if (next.borders.top > 0 || lowest.borders.bottom > 0) break;
        lowest = next;
        const below = rows[end];
        if (below) below.cells = below.cells.filter(one => one !== lowest);
        end += lowest.rows;
      }
      return { ...cell, rows: end - index, borders: { ...cell.borders, bottom: lowest.borders.bottom } };
    });
  });
  return { ...block, table: { ...block.table, rows } };
}

function isEmpty({ paragraphs }: Cell): boolean {
  return paragraphs.every(({ runs }) => runs.length === 0);
}
