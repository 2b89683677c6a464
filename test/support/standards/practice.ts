import type { Content } from './content.js';
import type { PdfFile } from './file.js';
import type { Page } from './pages.js';
import { type Element, elementsBelow } from './structure.js';
import type { Table } from './tables.js';
import { type Dict, nameOf } from './values.js';

/** Checks what readers need though no standard asks for it. */
export function checkPractice(
  file: PdfFile, pages: readonly Page[], contents: readonly Content[], tables: readonly Table[],
): void {
  const { faults } = file;
  if (pages.length > 1 && !file.dict(file.catalog, 'Outlines', 'First')) faults.practice('no outline');
  for (const { tag, around } of contents.flatMap(({ marks }) => marks)) {
    const nested = tag === 'Artifact' && around.some(mark => mark.tag === 'Artifact');
    if (nested) faults.practice('artifact inside of an artifact'); // old versions of veraPDF take it for tagged content
  }
  const glyphs = glyphsOf(contents);
  for (const { element, rows, cells } of tables) {
    const isHeader = (cell: { element: Element } | undefined): boolean => cell?.element.type === 'TH';
    faults.practice('row of a table without a header', rows.filter(row => !row.flat().some(isHeader)).length);
    const columns = cells.some(cell => isHeader(cell) && /^(Column|Both)$/.test(nameOf(cell.element.attributes.get('Table/Scope') ?? null) ?? ''));
    const head = element.kids.some(kid => kid.kind === 'element' && kid.element.type === 'THead');
    if (columns && !head) faults.practice('table with column headers without THead and TBody');
    for (const cell of cells.filter(isHeader)) {
      const texts = textsByPage(cell.element, glyphs);
      faults.practice('header that is read again on a further page', texts.length - new Set(texts).size);
    }
  }
}

/** Returns the character codes of marked content by page or form, and MCID. */
function glyphsOf(contents: readonly Content[]): Map<Dict, Map<number, string>> {
  const glyphs = new Map<Dict, Map<number, string>>();
  for (const { marks, codes } of contents.flatMap(({ painted }) => painted)) {
    const mark = marks.findLast(({ mcid }) => mcid !== undefined);
    if (mark?.mcid === undefined) continue;
    const texts = glyphs.get(mark.owner) ?? new Map<number, string>();
    glyphs.set(mark.owner, texts.set(mark.mcid, (texts.get(mark.mcid) ?? '') + codes));
  }
  return glyphs;
}

/** Returns what an element shows on each of its pages. */
function textsByPage(element: Element, glyphs: Map<Dict, Map<number, string>>): string[] {
  const texts = new Map<Dict, string>();
  for (const { kids } of elementsBelow([element])) {
    for (const kid of kids) {
      if (kid.kind !== 'content' || !kid.owner) continue;
      texts.set(kid.owner, (texts.get(kid.owner) ?? '') + (glyphs.get(kid.owner)?.get(kid.mcid) ?? ''));
    }
  }
  return [...texts.values()].filter(Boolean);
}
