import { append } from '../../../model/append.js';
import { type Content, contentIn, type Element, elementOf, isContent, isElement, isLink, type Kid } from './element.js';

/** Elements that group others and hold no content themselves (ISO 32000-1, 14.8.4.2 and 14.8.4.3). */
const GROUPING = new Set([
  'Document', 'Part', 'Art', 'Sect', 'Div', 'TOC', 'TOCI', 'Table', 'THead', 'TBody', 'TFoot', 'TR', 'L', 'LI',
]);

/** Elements of tables: content directly in them can only be lines and backgrounds. */
const FRAMES = new Set(['Table', 'THead', 'TBody', 'TFoot', 'TR']);

/** Elements that may contain a table of contents. */
const SECTIONS = new Set(['Document', 'Part', 'Art', 'Sect', 'Div']);

/** The kind of marked content: it shows text, or only lines, backgrounds and pictures. */
export type Shown = 'text' | 'marks';

/**
 * Makes the tree of a print conform to PDF/UA-1 (ISO 14289-1, 7), in place.
 *
 * - Lines and backgrounds are no content of a table: they become artifacts. So does content that shows nothing:
 *   Chromium writes some at the end of a page before a heading.
 * - Header cells that are printed again on later pages are read once (7.2).
 * - Rows of header cells make a THead (ISO 32000-1, table 337); every header cell has a scope (7.5).
 * - Paragraphs that only link to pages make a TOC (ISO 32000-1, table 333).
 * - Levels of headings are not skipped (7.4.2).
 *
 * @param shownIn returns what marked content shows; undefined for nothing
 * @returns the content that becomes artifacts
 */
export function cureStructure(roots: Kid[], shownIn: (content: Content) => Shown | undefined): Content[] {
  const artifacts: Content[] = [];
  let heading = 0;
  const visit = (element: Element): void => {
    const level = /^H([1-6])$/.exec(element.type)?.[1];
    if (level !== undefined) {
      heading = Math.min(Number(level), heading + 1);
      element.type = `H${heading}`;
    }
    element.kids = element.kids.flatMap((kid): Kid[] => {
      const shown = isContent(kid) ? shownIn(kid) : 'text';
      if (!isContent(kid) || (shown && !GROUPING.has(element.type))) return [kid];
      if (shown === 'text' && !FRAMES.has(element.type)) return [elementOf('P', [kid])];
      artifacts.push(kid);
      return [];
    });
    for (const kid of element.kids) if (isElement(kid)) visit(kid);
    if (element.type === 'Table') append(artifacts, cureTable(element));
    if (SECTIONS.has(element.type)) element.kids = withContents(element.kids);
  };
  for (const root of roots) if (isElement(root)) visit(root);
  return artifacts;
}

/** Puts header rows into THead, the others into TBody, and sets scopes. @returns content that is printed again */
function cureTable(table: Element): Content[] {
  const again: Content[] = [];
  const rows = table.kids.filter(kid => isElement(kid) && kid.type === 'TR') as Element[];
  for (const row of rows) {
    for (const cell of row.kids) {
      if (isElement(cell) && cell.type === 'TH') cell.scope ??= 'Row';
    }
  }
  const isHeader = (row: Element): boolean => row.kids.length > 0 && row.kids.every(cell =>
    isElement(cell) && cell.type === 'TH' && cell.scope === 'Column');
  const first = rows.findIndex(row => !isHeader(row));
  const head = first < 0 ? [] : rows.slice(0, first);
  if (!head.length) return again;
  const firstPage = contentIn(table).reduce((first, { page }) => Math.min(first, page), Infinity);
  for (const row of head) append(again, keepOnPage(row, firstPage));
  const body = rows.slice(first);
  const others = table.kids.filter(kid => !rows.includes(kid as Element));
  table.kids = [...others, elementOf('THead', head), elementOf('TBody', body)];
  return again;
}

/** Removes content that is not on a page. @returns it */
function keepOnPage(element: Element, page: number): Content[] {
  const removed: Content[] = [];
  element.kids = element.kids.filter((kid) => {
    if (isElement(kid)) append(removed, keepOnPage(kid, page));
    if (!isContent(kid) || kid.page === page) return true;
    removed.push(kid);
    return false;
  });
  return removed;
}

/** Returns the kids with each run of paragraphs that only link into the document as a table of contents. */
function withContents(kids: Kid[]): Kid[] {
  const out: Kid[] = [];
  let run: Element[] = [];
  const close = (): void => {
    if (run.length) out.push(elementOf('TOC', run));
    run = [];
  };
  for (const kid of kids) {
    const link = isElement(kid) && kid.type === 'P' && kid.kids.length === 1 ? kid.kids[0] : kid;
    if (link && isElement(link) && link.type === 'Link' && leadsToAnchor(link)) run.push(elementOf('TOCI', [elementOf('Reference', [link])]));
    else {
      close();
      out.push(kid);
    }
  }
  close();
  return out;
}

function leadsToAnchor({ kids }: Element): boolean {
  return kids.some(kid => isLink(kid) && 'anchor' in kid.target);
}
