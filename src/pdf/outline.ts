import { PDFDict, type PDFDocument, PDFHexString, PDFName, PDFNumber, type PDFRef, PDFString } from 'pdf-lib';
import type { Bookmark } from '../model/pdf.js';
import { destinationsOf } from './destinations.js';

/**
 * A heading in a table header that repeats on every page gets a bookmark with its text once for each page, 绩效指标绩效指标;
 * said once is what it means.
 */
export function repairOutline(document: PDFDocument): void {
  const visit = (item: PDFDict | undefined): void => {
    for (let next = item; next; next = next.lookupMaybe(PDFName.of('Next'), PDFDict)) {
      const title = next.lookup(PDFName.of('Title'));
      if (title instanceof PDFHexString || title instanceof PDFString) {
        next.set(PDFName.of('Title'), PDFHexString.fromText(saidOnce(title.decodeText(), document.getPageCount())));
      }
      visit(next.lookupMaybe(PDFName.of('First'), PDFDict));
    }
  };
  visit(document.catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict)?.lookupMaybe(PDFName.of('First'), PDFDict));
}

/** The text, unless it is one text two to `pages` times over: then that. */
function saidOnce(text: string, pages: number): string {
  for (let times = pages; times > 1; times -= 1) {
    const once = text.slice(0, text.length / times);
    if (once && once.repeat(times) === text) return once;
  }
  return text;
}

/** Replaces the outline by one of our own; a bookmark whose anchor is not in the document is left out. */
export function writeOutline(document: PDFDocument, bookmarks: readonly Bookmark[]): void {
  const { context } = document;
  const destinations = destinationsOf(document);
  const add = (items: readonly Bookmark[], parent: PDFRef): PDFDict => {
    const present = items.filter(({ anchor }) => destinations.has(anchor));
    const references = present.map(() => context.nextRef());
    for (const [index, { title, anchor, children }] of present.entries()) {
      const reference = references[index];
      if (!reference) continue;
      const item = children.length ? add(children, reference) : context.obj({});
      if (children.length) item.set(PDFName.of('Count'), PDFNumber.of(-children.length)); // closed
      item.set(PDFName.of('Title'), PDFHexString.fromText(title));
      item.set(PDFName.of('Dest'), destinations.get(anchor) ?? context.obj([]));
      item.set(PDFName.of('Parent'), parent);
      const [previous, next] = [references[index - 1], references[index + 1]];
      if (previous) item.set(PDFName.of('Prev'), previous);
      if (next) item.set(PDFName.of('Next'), next);
      context.assign(reference, item);
    }
    const [first, last] = [references[0], references.at(-1)];
    return first && last ? context.obj({ First: first, Last: last }) : context.obj({});
  };
  const root = context.nextRef();
  const outline = add(bookmarks, root);
  outline.set(PDFName.of('Type'), PDFName.of('Outlines'));
  outline.set(PDFName.of('Count'), PDFNumber.of(bookmarks.length));
  context.assign(root, outline);
  document.catalog.set(PDFName.of('Outlines'), root);
  document.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}
