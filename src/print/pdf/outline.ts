import {
  type PDFArray, type PDFContext, PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFObject, type PDFRef,
  PDFString,
} from 'pdf-lib';
import type { Bookmark } from '../../model/pdf.js';
import { destinationsOf } from './destinations.js';

/**
 * Removes repetitions from the titles of bookmarks: for a heading in a table header that repeats on every page,
 * Chromium writes its text once for each page, 绩效指标绩效指标.
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
 * Returns the items of an outline (ISO 32000-1, 12.3.3) in order; items below another one follow it.
 *
 * @throws when an item occurs twice, because then it leads back to itself
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

/** Returns the text; if it is another text repeated two to `pages` times, that text. */
function saidOnce(text: string, pages: number): string {
  for (let times = pages; times > 1; times -= 1) {
    const once = text.slice(0, text.length / times);
    if (once && once.repeat(times) === text) return once;
  }
  return text;
}

/** Replaces the outline. A bookmark whose anchor is not in the document is left out, with those below it. */
export function writeOutline(document: PDFDocument, bookmarks: readonly Bookmark[]): void {
  const { context, catalog } = document;
  const { root, objects } = outlineObjects(context, destinationsOf(document), bookmarks, () => context.nextRef());
  for (const [ref, object] of objects) context.assign(ref, object);
  catalog.set(PDFName.of('Outlines'), root);
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}

/** Returns the objects of an outline (ISO 32000-1, 12.3.3), with all items closed. */
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
