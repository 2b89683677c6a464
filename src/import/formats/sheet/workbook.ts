import type { OfficeFile } from '../../grid.js';
import { Flow, quoted } from '../flow.js';
import { relationsOf } from '../package.js';
import { damaged } from '../unreadable.js';
import { childOf, elementsOf, readTree } from '../xml.js';
import type { Zip } from '../zip.js';
import { reportBeside } from './beside.js';
import { type Book, readCells, type SheetCell, type Stored } from './cells.js';
import { fillGrid } from './grid-of.js';
import { nameOf } from './reference.js';
import { readStrings } from './strings.js';
import { readFormats } from './styles.js';

/**
 * Reads a workbook: each sheet is a table, numbered as the sheets are, with the rows and columns of the sheet.
 *
 * @param part name of the main part
 * @throws Unreadable when a part is damaged or too large
 */
export async function readWorkbook(path: string, zip: Zip, part: string): Promise<OfficeFile> {
  const relations = await relationsOf(zip, part);
  const root = await readTree(zip.chunks(part), part);
  const sheets = childOf(root, 'x:sheets');
  if (!sheets) throw damaged(`${part} 里没有工作表`);
  const partOf = (type: string): string | undefined => relations.find(relation => relation.type === type)?.target;
  const book: Book = {
    strings: await readStrings(zip, partOf('sharedStrings')),
    formats: await readFormats(zip, partOf('styles')),
    is1904: /^(1|true)$/.test(childOf(root, 'x:workbookPr')?.attributes['date1904'] ?? ''),
  };
  const flow = new Flow();
  for (const { attributes } of elementsOf(sheets, 'x:sheet')) {
    const { name = '', state = 'visible' } = attributes;
    const relation = relations.find(({ id }) => id === attributes['r:id']);
    const grid = { ...flow.table(), sheet: name };
    flow.grids[flow.grids.length - 1] = grid;
    const { table } = grid;
    if (relation?.type !== 'worksheet' || !zip.has(relation.target)) {
      flow.remark(`“${name}”不是有单元格的工作表（${relation?.type ?? '找不到'}），没有读`, { table });
      continue;
    }
    const stored = await readCells(zip, relation.target, book);
    fillGrid(grid, stored, state !== 'visible', flow);
    if (state !== 'visible') flow.remark(`工作表“${name}”是隐藏的，照读并标出`, { table });
    else reportHidden(stored, table, flow);
    reportFormulas(stored.cells, table, flow);
    for (const margin of new Set(stored.margins.map(printed))) {
      if (margin) flow.remark(`页眉或页脚里的文字没有算进来：${quoted(margin)}`, { table });
    }
    await reportBeside(zip, relation.target, table, flow);
  }
  for (const { type } of relations) if (type === 'externalLink') flow.remark('有公式引用别的工作簿，没有去取，用的是上次存的数');
  return flow.finish(path);
}

function reportHidden({ cells, hiddenRows, hiddenColumns }: Stored, table: number, flow: Flow): void {
  const rows = new Set<number>();
  const columns = new Set<number>();
  for (const { row, column } of cells) {
    if (hiddenRows.has(row)) rows.add(row);
    if (hiddenColumns.has(column)) columns.add(column);
  }
  const letters = [...columns].sort((a, b) => a - b).map(column => nameOf(1, column).slice(0, -1));
  if (rows.size) flow.remark(`隐藏的行里有内容，照读并标出：第 ${listed([...rows].map(String))} 行`, { table });
  if (columns.size) flow.remark(`隐藏的列里有内容，照读并标出：${listed(letters)} 列`, { table });
}

function reportFormulas(cells: readonly SheetCell[], table: number, flow: Flow): void {
  const formulas = cells.filter(({ formula }) => formula !== undefined);
  const known = formulas.filter(({ isUncomputed }) => !isUncomputed).map(({ row, column }) => nameOf(row, column));
  if (known.length) flow.remark(`有 ${known.length} 个公式，取的是上次算出的数：${listed(known)}`, { table });
  for (const cell of formulas) {
    if (!cell.isUncomputed) continue;
    const { row, column, formula = '' } = cell;
    flow.remark(`公式${formula && `“=${formula}”`}没有存下算出的数，当作空的。请用 Excel 打开并保存后再导入`, { table, row, column });
  }
  for (const { row, column, remark } of cells) if (remark !== undefined) flow.remark(remark, { table, row, column });
}

/** The first twenty say where to look. */
function listed(names: readonly string[]): string {
  return names.length > 20 ? `${names.slice(0, 20).join('、')} 等 ${names.length} 处` : names.join('、');
}

/** Returns a header or footer without its codes (ECMA-376-1, 18.3.1.46); `''` if it only counts pages. */
function printed(margin: string): string {
  const text = margin.replace(/&("[^"]*"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d+|&|[A-Z])/gi, (_, code: string) => (code === '&' ? '&' : ' '));
  return /^([\d\s第共页/·—–-]|page|of)*$/i.test(text) ? '' : text.trim();
}
