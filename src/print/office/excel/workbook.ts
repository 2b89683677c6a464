import { writeXlsx } from 'hucre/xlsx';
import type { MeasuredPage } from '../../../model/measured.js';
import { type OfficeSource, textsDigest } from '../../../model/office-sources.js';
import type { Attachment } from '../../../model/pdf.js';
import type { TargetTable } from '../../../model/target-table.js';
import { escapeXml, OfficePackage } from '../package.js';
import { quoted, type WriteSheet } from './cells.js';
import { formSheet } from './form-sheet.js';
import { listSheet } from './list-sheet.js';
import { SheetNames } from './sheet-names.js';

/** A department as a workbook is made of it. */
export interface WorkbookContent {
  /** The department and the year. */
  title: string;
  author: string;
  isDraft: boolean;
  forms: WorkbookForm[];
  targets: TargetTable;
}

/** A form of a department. */
export interface WorkbookForm {
  /** The name that its sheet should have; `''` for a form that another one shows. */
  sheet: string;
  /** The form that shows it: its place among the forms. */
  shownBy: number;
  kind: string;
  name: string;
  /** In 万元, as typed. */
  budget: string;
  indicators: number;
  attachments: readonly Attachment[];
}

/**
 * Returns a workbook: an overview, all indicators, and a sheet for each form.
 *
 * @param pages of the forms with a sheet, by their place
 */
export async function workbook(
  content: WorkbookContent,
  pages: ReadonlyMap<number, MeasuredPage>,
): Promise<Uint8Array> {
  const { title, author, isDraft, forms, targets } = content;
  const names = new SheetNames();
  const [overview, indicators] = [names.take('概览'), names.take('指标')];
  const sheets = new Map(forms.flatMap(({ sheet }, index) => (sheet ? [[index, names.take(sheet)] as const] : [])));
  const rows = forms.map(({ kind, name, budget, indicators: count, shownBy }, index) => ({
    texts: [String(index + 1), kind, name, budget, String(count)],
    links: new Map([[2, sheets.get(shownBy) ?? overview]]),
  }));
  const formSheets = new Map([...pages].map(([index, page]) => [index, formSheet(sheets.get(index) ?? '', page, isDraft)]));
  const written: WriteSheet[] = [
    listSheet(overview, isDraft ? `${title}（草稿）` : title, ['序号', '表', '名称', '预算（万元）', '指标数'], rows, false),
    listSheet(indicators, '', targets.head, targets.rows.map(texts => ({ texts })), true),
    ...formSheets.values(),
  ];
  const bytes = await writeXlsx({ sheets: written, properties: { title, creator: author }, stringMode: 'shared' });
  const parts = new OfficePackage(bytes);
  parts.change(/^docProps\/core\.xml$/, text => text.replace(/<dcterms:(created|modified)\b[^>]*>[^<]*<\/dcterms:\1>/g, ''));
  // The library leaves names such as `01-甲` without quotes, and Excel then says that the file is damaged.
  parts.change(/^xl\/workbook\.xml$/, text => text.replace(/(<definedName [^>]*localSheetId="(\d+)"[^>]*>)[^<]*!([^!<]+)(?=<)/g,
    (_, head: string, sheet: string, range: string) => `${head}${escapeXml(quoted(written[Number(sheet)]?.name ?? ''))}!${range}`));
  // Excel reads `_x0041_` as `A` (ECMA-376-1, 22.9.2.19): another text than the page has.
  parts.change(/^xl\/sharedStrings\.xml$/, text => text.replace(ESCAPE, '_x005F_'));
  const sources = forms.flatMap(({ attachments }, index): OfficeSource[] => {
    const sheet = formSheets.get(index);
    if (!sheet) return [];
    const texts = textsDigest(textsIn(sheet));
    return attachments.map(({ name, bytes: yaml }) => ({ name, bytes: yaml, sheet: sheet.name, texts }));
  });
  parts.addSources('xl/workbook.xml', sources);
  return parts.bytes();
}

const ESCAPE = /_(?=x[\dA-Fa-f]{4}_)/g;

/** Returns the values of a sheet, row by row. */
function textsIn({ cells = new Map() }: WriteSheet): string[] {
  const placed = [...cells].map(([place, { value }]) => {
    const [row = 0, column = 0] = place.split(',').map(Number);
    return { row, column, text: value === null || value === undefined ? '' : String(value) };
  });
  return placed.sort((a, b) => a.row - b.row || a.column - b.column).map(({ text }) => text);
}
