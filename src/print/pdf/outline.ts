import {
  type PDFArray, type PDFContext, PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFObject, type PDFRef,
  PDFString,
} from 'pdf-lib';
import type { Bookmark } from '../../model/pdf.js';
import { destinationsOf } from './destinations.js';

/**
 * A heading in a table header that repeats on every page gets a bookmark with its text once for each page, 绩效指标绩效指标;
 * said once is what it means.
 */
export function repairOutline(document: PDFDocument): void {
  for (const { item } of outlineItems(document)) {
    const title = item.lookup(PDFName.of('Title'));
    if (title instanceof PDFHexString || title instanceof PDFString) {
      item.set(PDFName.of('Title'), PDFHexString.fromText(saidOnce(title.decodeText(), document.getPageCount())));
    }
  }
}

/**
 * Returns the items of an outline in order, those of lower levels behind the one they are below.
 *
 * @throws when an item comes twice, for then it leads back to itself
 */
export function outlineItems({ context, catalog }: PDFDocument): { ref: PDFObject; item: PDFDict }[] {
  const found = new Map<PDFDict, PDFObject>();
  const visit = (above: PDFDict | undefined): void => {
    for (let ref = above?.get(PDFName.of('First')); ref;) {
      const item = context.lookup(ref, PDFDict);
      if (found.has(item)) throw new Error('an outline leads back to itself');
      found.set(item, ref);
      visit(item);
      ref = item.get(PDFName.of('Next'));
    }
  };
  visit(catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict));
  return [...found].map(([item, ref]) => ({ ref, item }));
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
  const { context, catalog } = document;
  const { root, objects } = outlineObjects(context, destinationsOf(document), bookmarks, () => context.nextRef());
  for (const [ref, object] of objects) context.assign(ref, object);
  catalog.set(PDFName.of('Outlines'), root);
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}

/** The objects of an outline (ISO 32000-2, 12.3.3). */
export function outlineObjects(
  context: PDFContext,
  destinations: ReadonlyMap<string, PDFArray>,
  bookmarks: readonly Bookmark[],
  nextRef: () => PDFRef,
): { root: PDFRef; objects: [PDFRef, PDFDict][] } {
  const objects: [PDFRef, PDFDict][] = [];
  const add = (items: readonly Bookmark[], parent: PDFRef): { first?: PDFRef; last?: PDFRef; count: number } => {
    const present = items.filter(({ anchor }) => destinations.has(anchor));
    const refs = present.map(() => nextRef());
    for (const [index, { title, anchor, children }] of present.entries()) {
      const ref = refs[index];
      const destination = destinations.get(anchor);
      if (!ref || !destination) continue;
      const below = add(children, ref);
      const [previous, next] = [refs[index - 1], refs[index + 1]];
      const item = context.obj({
        Parent: parent,
        Dest: destination,
        ...(previous ? { Prev: previous } : {}),
        ...(next ? { Next: next } : {}),
        ...(below.first && below.last ? { First: below.first, Last: below.last, Count: -below.count } : {}), // closed
      });
      item.set(PDFName.of('Title'), PDFHexString.fromText(title));
      objects.push([ref, item]);
    }
    const [first, last] = [refs[0], refs.at(-1)];
    return first && last ? { first, last, count: refs.length } : { count: 0 };
  };
  const root = nextRef();
  const { first, last, count } = add(bookmarks, root);
  objects.push([root, context.obj({ Type: 'Outlines', Count: count, ...(first && last ? { First: first, Last: last } : {}) })]);
  return { root, objects };
}
